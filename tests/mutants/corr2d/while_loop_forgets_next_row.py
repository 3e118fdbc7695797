# mistake: The row counter is never increased, so the outer while loop does not end.
# slow
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    oh, ow = x.shape[0] - kh + 1, x.shape[1] - kw + 1
    y = np.zeros((oh, ow))
    i = 0
    while i < oh:
        j = 0
        while j < ow:
            y[i, j] = np.sum(x[i:i+kh, j:j+kw] * w)
            j += 1
    return y
