# mistake: Raises an error where None is asked for.
import numpy as np


def separable(w):
    w = w.astype(float)
    i, j = np.unravel_index(np.argmax(np.abs(w)), w.shape)
    row = w[i] / (w[i, j] or 1)
    if np.abs(np.outer(w[:, j], row) - w).max() > 1e-9 * np.abs(w).max():
        raise ValueError("not separable")
    return w[:, j], row
