# mistake: Subtracts the filter's mean in place: the result is wrong and the caller's filter has changed.
import numpy as np


def corr2d(x, w):
    w -= w.mean()       # so that flat regions give 0
    kh, kw = w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * w)
    return out
