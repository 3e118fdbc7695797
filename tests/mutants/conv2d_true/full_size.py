# mistake: Computes the full convolution, with every place where the two overlap at all.
import numpy as np


def conv2d_true(x, w):
    H, W = x.shape
    KH, KW = w.shape
    y = np.zeros((H + KH - 1, W + KW - 1))
    for i in range(H):
        for j in range(W):
            y[i:i+KH, j:j+KW] += x[i, j] * w
    return y
