# mistake: Cuts one row of the image instead of a window; broadcasting multiplies it with every row of the filter.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = np.sum(x[i, j:j + KW] * w)
    return y
