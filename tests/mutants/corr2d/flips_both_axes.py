# mistake: The filter is flipped up-down and left-right: this is the true convolution, not the cross-correlation.
import numpy as np


def corr2d(x, w):
    w = np.flipud(np.fliplr(w))
    H, W = x.shape
    kh, kw = w.shape
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * w)
    return out
