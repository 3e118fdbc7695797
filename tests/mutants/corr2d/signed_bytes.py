# mistake: Converts the image to int8 first: pixels above 127 become negative and fractions are lost.
import numpy as np


def corr2d(x, w):
    x = np.array(x).astype(np.int64).astype(np.int8)
    KH, KW = w.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = np.sum(x[i:i+KH, j:j+KW] * w)
    return y
