# mistake: The column counter is set to 0 only once, so after the first row nothing is computed.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    oh, ow = x.shape[0] - kh + 1, x.shape[1] - kw + 1
    y = np.zeros((oh, ow))
    i = j = 0
    while i < oh:
        while j < ow:
            y[i, j] = np.sum(x[i:i+kh, j:j+kw] * w)
            j += 1
        i += 1
    return y
