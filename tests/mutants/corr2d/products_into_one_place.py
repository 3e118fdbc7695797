# mistake: Stores the window of products in one place of the output.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    z = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            z[i, j] = x[i : i + kh, j : j + kw] * w
    return z
