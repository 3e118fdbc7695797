# mistake: Takes the sums of rows and columns, which are zero for an edge filter.
import numpy as np


def separable(w):
    w = w.astype(float)
    column, row = w.sum(axis=1), w.sum(axis=0) / w.sum()
    if not np.allclose(np.outer(column, row), w):
        return None
    return column, row
