# mistake: Two mistakes: the window jumps by two, and the filter is flipped.
import numpy as np


def corr1d(x, w):
    x = x.astype(float)
    return np.array([np.sum(x[n : n + len(w)] * w[::-1]) for n in range(0, len(x) - len(w) + 1, 2)])
