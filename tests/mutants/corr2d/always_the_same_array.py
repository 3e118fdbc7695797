# mistake: Returns the same array from every call, so an earlier result is overwritten by the next one.
import numpy as np

_memory = {}


def corr2d(x, w):
    kh, kw = w.shape
    shape = (x.shape[0] - kh + 1, x.shape[1] - kw + 1)
    out = _memory.setdefault(shape, np.empty(shape))
    for i in range(shape[0]):
        for j in range(shape[1]):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * w)
    return out
