# mistake: Flips the caller's filter in place, so that a second call gets it unflipped again.
import numpy as np


def conv2d_true(x, w):
    w[:] = w[::-1, ::-1].copy()
    kh, kw = w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * w)
    return out
