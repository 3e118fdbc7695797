# mistake: Adds one in a line of its own and returns x as it was.
def first_check(x):
    x + 1
    return x
