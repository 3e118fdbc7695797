# mistake: In mode reflect the strip beside the edge is copied without being turned round.
import numpy as np


def pad2d(x, padding, mode="zero"):
    l, r, t, b = (padding,) * 4 if isinstance(padding, int) else padding
    H, W = x.shape
    if mode == "reflect":
        y = np.concatenate((x[1:t+1], x, x[H-1-b:H-1]), axis=0)
        return np.concatenate((y[:, 1:l+1], y, y[:, W-1-r:W-1]), axis=1)
    i, j = np.arange(-t, H + b), np.arange(-l, W + r)
    if mode == "zero":
        y = np.zeros((len(i), len(j)), dtype=x.dtype)
        y[t:t+H, l:l+W] = x
        return y
    if mode == "edge":
        return x[np.ix_(np.clip(i, 0, H-1), np.clip(j, 0, W-1))]
    if mode == "wrap":
        return x[np.ix_(i % H, j % W)]
    raise ValueError("mode?")
