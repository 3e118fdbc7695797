# mistake: Mixes up which counter moves what: the window starts at (j, i).
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            window = x[j:j+KH, i:i+KW]
            y[i, j] = np.sum(window * w)
    return y
