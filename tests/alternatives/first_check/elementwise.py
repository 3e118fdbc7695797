# way: Arrays element by element through ones of the same shape, numbers directly.
import numpy as np


def first_check(x):
    if isinstance(x, np.ndarray):
        return x + np.ones_like(x)
    return x.__add__(1)
