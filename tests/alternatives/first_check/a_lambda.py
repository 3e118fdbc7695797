# way: A lambda with a name.
first_check = lambda x: 1 + x
