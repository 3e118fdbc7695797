# mistake: Two at once: the four numbers are read in NumPy's order, and every mode gives zeros.
import numpy as np


def pad2d(x, padding, mode="zero"):
    if mode not in ("zero", "edge", "reflect", "wrap"):
        raise ValueError(mode)
    if isinstance(padding, int):
        padding = (padding, padding, padding, padding)
    top, bottom, left, right = padding
    out = np.zeros((x.shape[0] + top + bottom, x.shape[1] + left + right), x.dtype)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            out[top + i, left + j] = x[i, j]
    return out
