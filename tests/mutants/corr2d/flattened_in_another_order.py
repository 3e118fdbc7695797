# mistake: Flattens the window row by row and the filter column by column before the dot product.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    taps = w.flatten(order="F")
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = x[i:i + KH, j:j + KW].flatten() @ taps
    return y
