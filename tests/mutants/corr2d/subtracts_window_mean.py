# mistake: Subtracts the mean of each window first, as in template matching.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            patch = x[i:i+kh, j:j+kw]
            patch = patch - patch.mean()
            out[i, j] = (patch * w).sum()
    return out
