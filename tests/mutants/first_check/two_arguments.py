# mistake: Asks for a second argument.
def first_check(x, y):
    return x + y
