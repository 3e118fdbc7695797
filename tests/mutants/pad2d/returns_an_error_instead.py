# mistake: Returns the ValueError as a value; it is never raised.
import numpy as np


def pad2d(x, padding, mode="zero"):
    if mode not in ("zero", "edge", "reflect", "wrap"):
        return ValueError("unknown mode")
    l, r, t, b = (padding,) * 4 if isinstance(padding, int) else padding
    H, W = x.shape
    i, j = np.arange(-t, H + b), np.arange(-l, W + r)
    if mode == "zero":
        y = np.zeros((len(i), len(j)), dtype=x.dtype)
        y[t:t+H, l:l+W] = x
        return y
    if mode == "edge":
        i, j = np.clip(i, 0, H-1), np.clip(j, 0, W-1)
    if mode == "reflect":
        i, j = H-1-abs(H-1-abs(i)), W-1-abs(W-1-abs(j))
    if mode == "wrap":
        i, j = i % H, j % W
    return x[np.ix_(i, j)]
