# mistake: Adds up the array before adding 1.
import numpy as np


def first_check(x):
    return np.sum(x) + 1
