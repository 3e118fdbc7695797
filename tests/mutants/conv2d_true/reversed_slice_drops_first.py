# mistake: w[:0:-1, :0:-1] stops before index 0, so the first row and column of the filter are lost.
import numpy as np


def conv2d_true(x, w):
    KH, KW = w.shape
    flipped = w[KH-1:0:-1, KW-1:0:-1]
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            for u in range(flipped.shape[0]):
                for v in range(flipped.shape[1]):
                    y[i, j] += x[i+u, j+v] * flipped[u, v]
    return y
