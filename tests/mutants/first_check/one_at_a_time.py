# mistake: Loops over x, which a single number does not allow.
def first_check(x):
    y = []
    for value in x:
        y.append(value + 1)
    return y
