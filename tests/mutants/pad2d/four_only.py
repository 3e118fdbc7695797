# mistake: Takes only four numbers and fails for a single int.
import numpy as np


def pad2d(x, padding, mode="zero"):
    l, r, t, b = padding
    H, W = x.shape
    i, j = np.arange(-t, H + b), np.arange(-l, W + r)
    if mode == "zero":
        y = np.zeros((len(i), len(j)), dtype=x.dtype)
        y[t:t+H, l:l+W] = x
        return y
    if mode == "edge":
        return x[np.ix_(np.clip(i, 0, H-1), np.clip(j, 0, W-1))]
    if mode == "reflect":
        return x[np.ix_(H-1-abs(H-1-abs(i)), W-1-abs(W-1-abs(j)))]
    if mode == "wrap":
        return x[np.ix_(i % H, j % W)]
    raise ValueError("mode?")
