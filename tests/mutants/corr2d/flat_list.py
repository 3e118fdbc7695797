# mistake: Collects all results in one list: the output has one axis instead of two.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    values = []
    for i in range(x.shape[0] - kh + 1):
        for j in range(x.shape[1] - kw + 1):
            values.append(np.sum(x[i:i+kh, j:j+kw] * w))
    return np.array(values)
