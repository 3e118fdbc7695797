# mistake: The filter is not flipped at all: this is the cross-correlation again.
import numpy as np


def conv2d_true(x, w):
    H, W = x.shape
    KH, KW = w.shape
    y = np.zeros((H - KH + 1, W - KW + 1))
    for i in range(H - KH + 1):
        for j in range(W - KW + 1):
            y[i, j] = np.sum(x[i:i+KH, j:j+KW] * w)
    return y
