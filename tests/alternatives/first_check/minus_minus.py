# way: Takes away minus one.
def first_check(x):
    return x - -1
