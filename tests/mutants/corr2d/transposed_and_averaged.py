# mistake: Two at once: output transposed, and the products averaged.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    y = np.zeros((x.shape[1] - KW + 1, x.shape[0] - KH + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = np.mean(x[j:j+KH, i:i+KW] * w)
    return y
