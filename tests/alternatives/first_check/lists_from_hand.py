# way: Goes down into arrays by itself and returns lists.
import numpy as np


def first_check(x):
    if np.ndim(x) == 0:
        return x + 1
    return [first_check(part) for part in x]
