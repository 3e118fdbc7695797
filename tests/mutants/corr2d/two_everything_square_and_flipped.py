# mistake: Two mistakes: everything is taken for square, and the filter is flipped.
import numpy as np


def corr2d(x, w):
    k = w.shape[0]
    n = x.shape[0] - k + 1
    z = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            z[i, j] = np.sum(x[i : i + k, j : j + k] * w[::-1, ::-1])
    return z
