# mistake: The output array holds integers, so everything after the decimal point is cut off.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    oh, ow = x.shape[0] - kh + 1, x.shape[1] - kw + 1
    out = np.array([[0] * ow] * oh)
    for i in range(oh):
        for j in range(ow):
            out[i][j] = np.sum(x[i:i+kh, j:j+kw] * w)
    return out
