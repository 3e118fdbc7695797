# mistake: Compares: returns whether x is 1.
import numpy as np


def first_check(x):
    return x == 1
