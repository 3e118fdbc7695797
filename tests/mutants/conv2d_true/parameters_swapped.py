# mistake: Declares (w, x), so it slides the image over the filter.
import numpy as np


def conv2d_true(w, x):
    k = w[::-1, ::-1]
    KH, KW = k.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = np.sum(x[i:i+KH, j:j+KW] * k)
    return y
