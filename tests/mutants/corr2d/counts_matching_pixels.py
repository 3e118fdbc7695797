# mistake: Counts the places where window and filter are both set, as for black-and-white pictures.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            patch = x[i:i+KH, j:j+KW]
            y[i, j] = np.sum((patch > 0) & (w > 0))
    return y
