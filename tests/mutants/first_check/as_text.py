# mistake: Returns the number as text.
def first_check(x):
    return str(x + 1)
