# mistake: Pads the picture by one pixel, whatever the size of the filter.
import numpy as np


def corr2d(x, w):
    p = np.pad(x, 1)
    kh, kw = w.shape
    z = np.zeros((p.shape[0] - kh + 1, p.shape[1] - kw + 1))
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            z[i, j] = (p[i : i + kh, j : j + kw] * w).sum()
    return z
