# mistake: Adds one in place, so the array that was handed in changes.
def first_check(x):
    x += 1
    return x
