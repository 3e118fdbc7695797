# mistake: Takes the first row and column, which may be zero.
import numpy as np


def separable(w):
    w = w.astype(float)
    row = w[0].copy()
    column = w[:, 0] / w[0, 0]
    if not np.allclose(np.outer(column, row), w):
        return None
    return column, row
