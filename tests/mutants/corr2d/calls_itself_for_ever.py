# mistake: The recursion has no end: it calls itself with the same image.
import numpy as np


def corr2d(x, w):
    first = np.sum(x[:w.shape[0], :w.shape[1]] * w)
    rest = corr2d(x, w)
    return np.concatenate([[first], rest])
