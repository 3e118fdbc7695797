# mistake: Reads the four numbers as (top, bottom, left, right).
import numpy as np


def pad2d(x, padding, mode="zero"):
    if mode not in ("zero", "edge", "reflect", "wrap"):
        raise ValueError("unknown mode")
    t, b, l, r = (padding,) * 4 if isinstance(padding, int) else padding
    H, W = x.shape
    rows = np.arange(-t, H + b)
    cols = np.arange(-l, W + r)
    if mode == "zero":
        out = np.zeros((len(rows), len(cols)), dtype=x.dtype)
        out[t:t+H, l:l+W] = x
        return out
    if mode == "edge":
        rows, cols = np.clip(rows, 0, H - 1), np.clip(cols, 0, W - 1)
    elif mode == "wrap":
        rows, cols = rows % H, cols % W
    else:
        rows = np.abs(rows)
        rows = np.where(rows >= H, 2 * (H - 1) - rows, rows)
        cols = np.abs(cols)
        cols = np.where(cols >= W, 2 * (W - 1) - cols, cols)
    return x[rows][:, cols]
