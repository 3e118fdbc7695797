# mistake: Two at once: the filter is not flipped, and rows and columns of the output are exchanged.
import numpy as np


def conv2d_true(x, w):
    KH, KW = w.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = np.sum(x[i:i+KH, j:j+KW] * w)
    return y.T
