# mistake: The modes edge and reflect are mixed up.
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
    if mode == "reflect":
        rows, cols = rows.clip(0, H - 1), cols.clip(0, W - 1)
    elif mode == "wrap":
        rows, cols = rows % H, cols % W
    elif mode == "edge":
        rows, cols = H - 1 - np.abs(H - 1 - np.abs(rows)), W - 1 - np.abs(W - 1 - np.abs(cols))
    else:
        raise ValueError("unknown mode " + mode)
    return x[np.ix_(rows, cols)]
