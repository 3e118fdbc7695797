# mistake: Writes =+ where += was meant.
def first_check(x):
    x =+ 1
    return x
