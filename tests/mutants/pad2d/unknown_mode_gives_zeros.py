# mistake: Treats every unknown mode as zero padding and raises nothing.
import numpy as np


def pad2d(x, padding, mode="zero"):
    l, r, t, b = (padding,) * 4 if isinstance(padding, int) else padding
    H, W = x.shape
    i, j = np.arange(-t, H + b), np.arange(-l, W + r)
    if mode == "edge":
        return x[np.ix_(np.clip(i, 0, H-1), np.clip(j, 0, W-1))]
    elif mode == "reflect":
        return x[np.ix_(H-1-abs(H-1-abs(i)), W-1-abs(W-1-abs(j)))]
    elif mode == "wrap":
        return x[np.ix_(i % H, j % W)]
    else:
        y = np.zeros((len(i), len(j)), dtype=x.dtype)
        y[t:t+H, l:l+W] = x
        return y
