# mistake: The loops over the filter use i and j again, so the positions are forgotten.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    y = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            for i in range(kh):
                for j in range(kw):
                    y[i, j] += x[i, j] * w[i, j]
    return y
