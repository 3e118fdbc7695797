# mistake: Returns the absolute value of each response.
import numpy as np


def corr2d(x, w):
    H, W = x.shape
    kh, kw = w.shape
    out = np.empty((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = abs(np.sum(x[i:i+kh, j:j+kw] * w))
    return out
