# mistake: Divides in the number type of the filter, so integer filters lose fractions.
import numpy as np


def separable(w):
    dt = w.dtype
    w = w.astype(float)
    KH, KW = w.shape
    if not w.any():
        return np.zeros(KH), np.zeros(KW)
    r, c = np.unravel_index(np.argmax(np.abs(w)), w.shape)
    column = w[:, c] / w[r, c]
    row = w[r].copy()
    if np.max(np.abs(np.outer(column, row) - w)) > 5e-7 * np.abs(w).max():
        return None
    return column.astype(dt), row.astype(dt)
