# mistake: Takes the mean of the products instead of their sum.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for (i, j), _ in np.ndenumerate(out):
        out[i, j] = (x[i:i+kh, j:j+kw] * w).mean()
    return out
