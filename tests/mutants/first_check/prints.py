# mistake: Prints the answer and returns nothing.
def first_check(x):
    print(x + 1)
