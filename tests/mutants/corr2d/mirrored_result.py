# mistake: Fills the result from the bottom up, so it stands on its head.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    OH, OW = x.shape[0] - KH + 1, x.shape[1] - KW + 1
    y = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            y[OH - 1 - i, j] = np.sum(x[i:i+KH, j:j+KW] * w)
    return y
