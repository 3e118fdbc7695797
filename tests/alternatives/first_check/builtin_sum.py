# way: Python's sum over the list of x and 1.
import numpy as np


def first_check(x):
    return sum([x, 1])
