# mistake: Reflects rightly at the top and left, but repeats the edge at the bottom and right.
import numpy as np


def pad2d(x, padding, mode="zero"):
    left, right, top, bottom = (padding,) * 4 if isinstance(padding, int) else padding
    H, W = x.shape
    rows = np.arange(-top, H + bottom)
    cols = np.arange(-left, W + right)
    if mode == "zero":
        y = np.zeros((rows.size, cols.size), dtype=x.dtype)
        y[top:top+H, left:left+W] = x
        return y
    if mode == "edge":
        rows, cols = rows.clip(0, H - 1), cols.clip(0, W - 1)
    elif mode == "wrap":
        rows, cols = rows % H, cols % W
    elif mode == "reflect":
        rows, cols = np.abs(rows), np.abs(cols)
        rows = np.where(rows >= H, 2 * H - 1 - rows, rows)
        cols = np.where(cols >= W, 2 * W - 1 - cols, cols)
    else:
        raise ValueError("unknown mode " + mode)
    return x[np.ix_(rows, cols)]
