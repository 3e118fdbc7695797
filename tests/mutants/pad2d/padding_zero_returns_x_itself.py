# mistake: For padding 0 it gives x itself back and not a new array.
import numpy as np


def pad2d(x, padding, mode="zero"):
    if mode not in ("zero", "edge", "reflect", "wrap"):
        raise ValueError("unknown mode")
    if padding == 0 or padding == (0, 0, 0, 0):
        return x
    l, r, t, b = (padding,) * 4 if isinstance(padding, int) else padding
    H, W = x.shape
    i, j = np.arange(-t, H + b), np.arange(-l, W + r)
    if mode == "zero":
        y = np.zeros((len(i), len(j)), dtype=x.dtype)
        y[t:t+H, l:l+W] = x
        return y
    if mode == "edge":
        i, j = np.clip(i, 0, H-1), np.clip(j, 0, W-1)
    elif mode == "reflect":
        i, j = H-1-abs(H-1-abs(i)), W-1-abs(W-1-abs(j))
    else:
        i, j = i % H, j % W
    return x[np.ix_(i, j)]
