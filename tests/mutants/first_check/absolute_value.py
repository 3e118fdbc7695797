# mistake: Adds 1 to the absolute value of x.
import numpy as np


def first_check(x):
    return abs(x) + 1
