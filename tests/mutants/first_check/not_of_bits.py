# mistake: Takes ~x for one more than x.
def first_check(x):
    return ~x
