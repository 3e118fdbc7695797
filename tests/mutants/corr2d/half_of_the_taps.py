# mistake: The inner loop starts at u, so taps below the diagonal are never used.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            for u in range(KH):
                for v in range(u, KW):
                    y[i, j] += x[i + u, j + v] * w[u, v]
    return y
