# mistake: Appends a 1 to x as to a list.
import numpy as np


def first_check(x):
    return np.append(x, 1)
