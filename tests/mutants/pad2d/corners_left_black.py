# mistake: Fills the four sides of edge, reflect and wrap but leaves zeros in the corners.
import numpy as np


def pad2d(x, padding, mode="zero"):
    l, r, t, b = (padding,) * 4 if isinstance(padding, int) else padding
    H, W = x.shape
    y = np.zeros((H + t + b, W + l + r), dtype=x.dtype)
    y[t:t+H, l:l+W] = x
    rows = np.concatenate([np.arange(-t, 0), np.arange(H, H + b)]).astype(int)
    cols = np.concatenate([np.arange(-l, 0), np.arange(W, W + r)]).astype(int)
    if mode == "zero":
        return y
    if mode == "edge":
        f = lambda i, n: np.clip(i, 0, n - 1)
    elif mode == "wrap":
        f = lambda i, n: i % n
    elif mode == "reflect":
        f = lambda i, n: n - 1 - abs(n - 1 - abs(i))
    else:
        raise ValueError(mode)
    y[rows + t, l:l+W] = x[f(rows, H)]
    y[t:t+H, cols + l] = x[:, f(cols, W)]
    return y
