# mistake: Slides the window down but not sideways: each row gives only its first value, copied over all columns.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(x.shape[0] - kh + 1):
        out[i] = np.sum(x[i:i+kh, 0:kw] * w)
    return out
