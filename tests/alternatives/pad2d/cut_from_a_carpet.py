# way: Lays copies of the picture (turned over for reflect) in a 3 by 3 carpet and cuts the answer out.
import numpy as np


def pad2d(x, padding, mode="zero"):
    l, r, t, b = (padding, padding, padding, padding) if isinstance(padding, int) else tuple(padding)
    H, W = x.shape
    if mode in ("zero", "edge"):
        rows = [0] * t + list(range(H)) + [H - 1] * b
        cols = [0] * l + list(range(W)) + [W - 1] * r
        y = x[rows, :][:, cols]
        if mode == "zero":
            m = np.zeros(y.shape, dtype=bool)
            m[t:t + H, l:l + W] = True
            y = np.where(m, y, np.zeros_like(y))
        return y
    if mode == "wrap":
        carpet = np.tile(x, (3, 3))
        top, left = H, W
    elif mode == "reflect":
        line = np.concatenate([x[:0:-1], x, x[-2::-1]], axis=0) if H > 1 else x
        carpet = np.concatenate([line[:, :0:-1], line, line[:, -2::-1]], axis=1) if W > 1 else line
        top, left = H - 1, W - 1
    else:
        raise ValueError("mode")
    return carpet[top - t:top + H + b, left - l:left + W + r].copy()
