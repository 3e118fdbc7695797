# mistake: Two at once: only the rows are flipped, and the last column is missing.
import numpy as np


def conv2d_true(x, w):
    k = np.flipud(w)
    KH, KW = k.shape
    OH = x.shape[0] - KH + 1
    OW = x.shape[1] - KW
    y = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            y[i, j] = np.sum(x[i:i+KH, j:j+KW] * k)
    return y
