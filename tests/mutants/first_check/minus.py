# mistake: Takes one away.
def first_check(x):
    return x - 1
