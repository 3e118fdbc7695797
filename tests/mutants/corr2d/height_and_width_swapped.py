# mistake: Unpacks the shape as (width, height), so rows and columns are counted with each other's numbers.
import numpy as np


def corr2d(x, w):
    width, height = x.shape
    kw, kh = w.shape
    out = np.zeros((height - kh + 1, width - kw + 1))
    for i in range(height - kh + 1):
        for j in range(width - kw + 1):
            out[i, j] = np.sum(x[i:i + kh, j:j + kw] * w)
    return out
