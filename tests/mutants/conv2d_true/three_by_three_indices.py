# mistake: The flipped index 2 - u is written for a filter of three rows and columns.
import numpy as np


def conv2d_true(x, w):
    KH, KW = w.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            for u in range(KH):
                for v in range(KW):
                    y[i, j] += x[i + u, j + v] * w[2 - u, 2 - v]
    return y
