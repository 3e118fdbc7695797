# mistake: Python's sum() on a 2-D array adds the rows only; a list of arrays comes back with one axis too many.
import numpy as np


def corr2d(x, w):
    h, b = w.shape
    return [[sum(x[i:i+h, j:j+b] * w) for j in range(x.shape[1] - b + 1)]
            for i in range(x.shape[0] - h + 1)]
