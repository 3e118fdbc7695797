# mistake: The tolerance is a fixed number, so that among faint taps everything passes.
import numpy as np


def separable(w):
    w = np.asarray(w, dtype=float)
    i, j = np.unravel_index(np.argmax(np.abs(w)), w.shape)
    if w[i, j] == 0:
        return np.zeros(w.shape[0]), np.zeros(w.shape[1])
    column, row = w[:, j] / w[i, j], w[i]
    if np.any(np.abs(np.outer(column, row) - w) > 1e-6):
        return None
    return column, row
