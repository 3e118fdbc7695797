# mistake: Transposes the filter and believes that this flips it.
import numpy as np


def conv2d_true(x, w):
    wt = w.T
    kh, kw = wt.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * wt)
    return out
