# mistake: Turns x into one float, which an array of many numbers does not allow.
def first_check(x):
    return float(x) + 1
