# way: np.add.
import numpy as np


def first_check(x):
    return np.add(x, 1)
