# mistake: Two mistakes: a border of one pixel, and absolute values.
import numpy as np


def corr2d(x, w):
    p = np.pad(x, 1)
    kh, kw = w.shape
    z = np.zeros((p.shape[0] - kh + 1, p.shape[1] - kw + 1))
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            z[i, j] = abs((p[i : i + kh, j : j + kw] * w).sum())
    return z
