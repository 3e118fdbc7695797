# mistake: Stretches the result to the range 0 to 1, as for a picture.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = np.sum(x[i:i+KH, j:j+KW] * w)
    lo, hi = y.min(), y.max()
    if hi > lo:
        y = (y - lo) / (hi - lo)
    return y
