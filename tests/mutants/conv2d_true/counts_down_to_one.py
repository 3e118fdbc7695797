# mistake: The loops over the filter count down to 1, so row 0 and column 0 are never used.
import numpy as np


def conv2d_true(x, w):
    KH, KW = w.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            for u in range(KH - 1, 0, -1):
                for v in range(KW - 1, 0, -1):
                    y[i, j] += w[u, v] * x[i + KH - 1 - u, j + KW - 1 - v]
    return y
