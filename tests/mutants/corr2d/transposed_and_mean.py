# mistake: Two at once: square filters are transposed, and the mean is taken instead of the sum.
import numpy as np


def corr2d(x, w):
    k = w.T if w.shape[0] == w.shape[1] else w
    kh, kw = k.shape
    return np.array([[np.mean(x[r:r+kh, c:c+kw] * k) for c in range(x.shape[1] - kw + 1)]
                     for r in range(x.shape[0] - kh + 1)])
