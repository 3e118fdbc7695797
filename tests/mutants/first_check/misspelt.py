# mistake: Uses a name that does not exist.
def first_check(x):
    return X + 1
