# mistake: Puts a 1 behind the numbers.
import numpy as np


def first_check(x):
    return np.append(x, 1)
