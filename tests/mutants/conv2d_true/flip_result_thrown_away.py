# mistake: Calls np.flip(w) without keeping what it returns, so nothing is flipped.
import numpy as np


def conv2d_true(x, w):
    np.flip(w, axis=0)
    np.flip(w, axis=1)
    KH, KW = w.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = (x[i:i+KH, j:j+KW] * w).sum()
    return y
