# mistake: Computes the sum and does not return it.
def first_check(x):
    y = x + 1
