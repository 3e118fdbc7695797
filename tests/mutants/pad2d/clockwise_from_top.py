# mistake: Reads the four numbers as (top, right, bottom, left), as in style sheets.
import numpy as np


def pad2d(x, padding, mode="zero"):
    top, right, bottom, left = (padding,) * 4 if isinstance(padding, int) else padding
    H, W = x.shape
    r = np.arange(-top, H + bottom)
    c = np.arange(-left, W + right)
    if mode == "zero":
        y = np.zeros((len(r), len(c)), dtype=x.dtype)
        y[top:top+H, left:left+W] = x
        return y
    if mode == "edge":
        return x[np.clip(r, 0, H-1)][:, np.clip(c, 0, W-1)]
    if mode == "wrap":
        return x[r % H][:, c % W]
    if mode == "reflect":
        return x[H-1-abs(H-1-abs(r))][:, W-1-abs(W-1-abs(c))]
    raise ValueError("mode")
