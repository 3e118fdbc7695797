# mistake: w[::-1] reverses the rows only; the columns stay.
import numpy as np


def conv2d_true(x, w):
    w = w[::-1]
    kh, kw = w.shape
    return np.array([[np.sum(x[i:i+kh, j:j+kw] * w) for j in range(x.shape[1] - kw + 1)]
                     for i in range(x.shape[0] - kh + 1)])
