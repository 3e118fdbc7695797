# mistake: The trace of window @ filter is not the sum of products: the filter would have to be transposed.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = np.trace(x[i:i+KH, j:j+KW] @ w)
    return y
