# mistake: Reads x[i + u - 1, j + v - 1]: the first windows silently take pixels from the other side.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    y = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            for u in range(kh):
                for v in range(kw):
                    y[i, j] += x[i + u - 1, j + v - 1] * w[u, v]
    return y
