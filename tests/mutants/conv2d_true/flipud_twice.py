# mistake: Calls np.flipud twice, which undoes itself, instead of flipud and fliplr.
import numpy as np


def conv2d_true(x, w):
    k = np.flipud(np.flipud(w))
    kh, kw = k.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * k)
    return out
