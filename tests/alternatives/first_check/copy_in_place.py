# way: Adds in place to a copy of its own, in float.
import numpy as np


def first_check(x):
    y = np.array(x, dtype=float)
    y += 1
    return y
