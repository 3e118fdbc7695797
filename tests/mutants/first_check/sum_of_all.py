# mistake: Adds up the whole array before it adds one.
import numpy as np


def first_check(x):
    return np.sum(x) + 1
