# mistake: Asks for exact equality, so rounding makes a separable filter fail.
import numpy as np


def separable(w):
    w = w.astype(float)
    KH, KW = w.shape
    if not w.any():
        return np.zeros(KH), np.zeros(KW)
    r, c = np.unravel_index(np.argmax(np.abs(w)), w.shape)
    column = w[:, c] / w[r, c]
    row = w[r].copy()
    if (np.outer(column, row) != w).any():
        return None
    return column, row
