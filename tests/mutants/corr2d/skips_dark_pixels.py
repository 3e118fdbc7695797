# mistake: Skips positions where the image is 0 "because the product is 0 anyway", and leaves 0 there.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            if x[i, j] == 0:
                continue
            y[i, j] = np.sum(x[i:i+KH, j:j+KW] * w)
    return y
