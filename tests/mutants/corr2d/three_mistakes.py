# mistake: Three at once: the filter is mirrored left to right, the last row is missing, and negatives are set to 0.
import numpy as np


def corr2d(x, w):
    k = np.fliplr(w)
    KH, KW = k.shape
    y = np.zeros((x.shape[0] - KH, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = max(0, np.sum(x[i:i+KH, j:j+KW] * k))
    return y
