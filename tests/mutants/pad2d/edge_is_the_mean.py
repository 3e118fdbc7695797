# mistake: Zero padding with the mean of the picture where edge is asked for, which is not a copy of the border.
import numpy as np


def pad2d(x, padding, mode="zero"):
    l, r, t, b = (padding,) * 4 if isinstance(padding, int) else padding
    H, W = x.shape
    i, j = np.arange(-t, H + b), np.arange(-l, W + r)
    if mode in ("zero", "edge"):
        y = np.full((len(i), len(j)), 0 if mode == "zero" else x.mean()).astype(x.dtype)
        y[t:t+H, l:l+W] = x
        return y
    if mode == "reflect":
        return x[np.ix_(H-1-abs(H-1-abs(i)), W-1-abs(W-1-abs(j)))]
    if mode == "wrap":
        return x[np.ix_(i % H, j % W)]
    raise ValueError("mode?")
