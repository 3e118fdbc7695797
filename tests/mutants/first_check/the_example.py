# mistake: Returns the answer to the example.
def first_check(x):
    return 42
