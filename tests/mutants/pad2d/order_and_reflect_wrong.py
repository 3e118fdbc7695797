# mistake: Two mistakes: (top, bottom, left, right) is read, and reflect repeats the edge.
import numpy as np


def pad2d(x, padding, mode="zero"):
    t, b, l, r = (padding,) * 4 if isinstance(padding, int) else padding
    H, W = x.shape
    i, j = np.arange(-t, H + b), np.arange(-l, W + r)
    if mode == "zero":
        y = np.zeros((len(i), len(j)), dtype=x.dtype)
        y[t:t+H, l:l+W] = x
        return y
    if mode == "edge":
        return x[np.ix_(np.clip(i, 0, H-1), np.clip(j, 0, W-1))]
    if mode == "reflect":
        i = np.where(i < 0, -i - 1, np.where(i >= H, 2 * H - 1 - i, i))
        j = np.where(j < 0, -j - 1, np.where(j >= W, 2 * W - 1 - j, j))
        return x[np.ix_(i, j)]
    if mode == "wrap":
        return x[np.ix_(i % H, j % W)]
    raise ValueError("mode?")
