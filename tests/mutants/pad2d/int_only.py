# mistake: Takes only one number for all sides and fails for four.
import numpy as np


def pad2d(x, padding, mode="zero"):
    p = padding
    H, W = x.shape
    if mode == "zero":
        y = np.zeros((H + 2 * p, W + 2 * p), dtype=x.dtype)
        y[p:p+H, p:p+W] = x
        return y
    i, j = np.arange(-p, H + p), np.arange(-p, W + p)
    if mode == "edge":
        return x[np.ix_(np.clip(i, 0, H-1), np.clip(j, 0, W-1))]
    if mode == "reflect":
        return x[np.ix_(H-1-abs(H-1-abs(i)), W-1-abs(W-1-abs(j)))]
    if mode == "wrap":
        return x[np.ix_(i % H, j % W)]
    raise ValueError("mode?")
