# mistake: Flips around a middle tap, so filters with an even side are left as they are.
import numpy as np


def conv2d_true(x, w):
    KH, KW = w.shape
    k = w.copy()
    if KH % 2 == 1 and KW % 2 == 1:
        k = k[::-1, ::-1]
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = np.sum(x[i:i+KH, j:j+KW] * k)
    return y
