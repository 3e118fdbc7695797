# mistake: Raises an error for filters with an even side, though these are allowed.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("kernel size must be odd")
    y = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = np.sum(x[i:i + kh, j:j + kw] * w)
    return y
