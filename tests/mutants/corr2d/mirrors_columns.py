# mistake: Reads the filter's columns from right to left.
import numpy as np


def corr2d(x, w):
    H, W = x.shape
    KH, KW = w.shape
    y = np.zeros((H - KH + 1, W - KW + 1))
    for i in range(H - KH + 1):
        for j in range(W - KW + 1):
            for u in range(KH):
                for v in range(KW):
                    y[i, j] += x[i + u, j + v] * w[u, -v - 1]
    return y
