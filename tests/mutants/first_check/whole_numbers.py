# mistake: Turns x into a whole number first.
def first_check(x):
    return int(x) + 1
