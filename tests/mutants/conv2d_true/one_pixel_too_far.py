# mistake: Reads x[i + KH - u, j + KW - v] without the - 1, which leaves the image in the last row and column.
import numpy as np


def conv2d_true(x, w):
    KH, KW = w.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            for u in range(KH):
                for v in range(KW):
                    y[i, j] += x[i + KH - u, j + KW - v] * w[u, v]
    return y
