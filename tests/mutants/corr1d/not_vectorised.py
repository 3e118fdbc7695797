# mistake: Multiplies the two arrays as a whole, which only works when they are equally long.
import numpy as np


def corr1d(x, w):
    return np.array([np.sum(x * w)])
