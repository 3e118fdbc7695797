# way: Alternates between row and column (least squares) until they fit, then measures the rest.
import numpy as np


def separable(w):
    f = np.array(w, dtype=np.float64)
    scale = np.abs(f).max()
    if scale == 0:
        return f[:, 0].copy(), f[0].copy()
    column = f[:, np.argmax(np.abs(f).max(axis=0))].copy()
    for _ in range(3):
        row = column @ f / (column @ column)
        column = f @ row / (row @ row)
    rest = f - np.multiply.outer(column, row)
    if np.abs(rest).max() > 3e-7 * scale:
        return None
    return column, row
