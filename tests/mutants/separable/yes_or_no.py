# mistake: Only says whether the filter is separable.
import numpy as np


def separable(w):
    w = w.astype(float)
    KH, KW = w.shape
    if not w.any():
        return np.zeros(KH), np.zeros(KW)
    r, c = np.unravel_index(np.argmax(np.abs(w)), w.shape)
    column = w[:, c] / w[r, c]
    row = w[r].copy()
    if np.max(np.abs(np.outer(column, row) - w)) > 5e-7 * np.abs(w).max():
        return None
    return True
