# mistake: Changes the input: it sets the border of x itself to 0 (or copies into it) and does not grow the picture.
import numpy as np


def pad2d(x, padding, mode="zero"):
    if mode not in ("zero", "edge", "reflect", "wrap"):
        raise ValueError("unknown mode")
    l, r, t, b = (padding,) * 4 if isinstance(padding, int) else padding
    x[:t] = 0
    x[x.shape[0] - b:] = 0
    x[:, :l] = 0
    x[:, x.shape[1] - r:] = 0
    return x
