# mistake: The output is created with the image's dtype, so it cannot hold negative or large values of a uint8 image.
import numpy as np


def conv2d_true(x, w):
    KH, KW = w.shape
    y = np.empty((x.shape[0] - KH + 1, x.shape[1] - KW + 1), x.dtype)
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = np.sum(x[i:i+KH, j:j+KW] * w[::-1, ::-1])
    return y
