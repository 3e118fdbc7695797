# way: The row and column through the largest tap, checked by the outer product.
import numpy as np


def separable(w):
    f = w.astype(float)
    i, j = np.unravel_index(np.abs(f).argmax(), f.shape)
    pivot = f[i, j]
    if pivot == 0:
        return np.zeros(f.shape[0]), np.zeros(f.shape[1])
    column, row = f[:, j].copy(), f[i, :] / pivot
    error = np.abs(np.outer(column, row) - f).max()
    return (column, row) if error <= 5e-7 * abs(pivot) else None
