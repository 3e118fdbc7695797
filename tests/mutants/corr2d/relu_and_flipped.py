# mistake: Two at once: the filter is flipped, and negative results are set to 0.
import numpy as np


def corr2d(x, w):
    kernel = w[::-1, ::-1]
    kh, kw = kernel.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * kernel)
    out[out < 0] = 0
    return out
