# mistake: Two at once: the output keeps the image's size and its data type.
import numpy as np


def corr2d(x, w):
    out = np.zeros_like(x)
    kh, kw = w.shape
    for i in range(x.shape[0] - kh + 1):
        for j in range(x.shape[1] - kw + 1):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * w)
    return out
