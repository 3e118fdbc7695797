# mistake: Subtracts the image's mean and divides by its standard deviation first.
import numpy as np


def corr2d(x, w):
    x = (x - x.mean()) / x.std()
    kh, kw = w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * w)
    return out
