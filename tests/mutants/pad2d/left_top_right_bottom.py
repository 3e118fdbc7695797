# mistake: Reads the four numbers as (left, top, right, bottom).
import numpy as np


def pad2d(x, padding, mode="zero"):
    if isinstance(padding, int):
        padding = [padding] * 4
    l, t, r, b = padding
    H, W = x.shape
    def index(n, before, after):
        i = np.arange(-before, n + after)
        if mode == "edge":
            return np.clip(i, 0, n - 1)
        if mode == "wrap":
            return i % n
        if mode == "reflect":
            i = np.abs(i)
            return np.where(i > n - 1, 2 * n - 2 - i, i)
        raise ValueError(mode)
    if mode == "zero":
        y = np.zeros((H + t + b, W + l + r), x.dtype)
        y[t:t + H, l:l + W] = x
        return y
    return x[np.ix_(index(H, t, b), index(W, l, r))]
