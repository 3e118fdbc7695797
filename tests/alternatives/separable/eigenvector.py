# way: The top eigenvector of w.T w is the row, w times it is the column.
import numpy as np


def separable(w):
    f = w.astype(np.float64)
    values, vectors = np.linalg.eigh(f.T @ f)
    row = vectors[:, -1]
    column = f @ row
    good = np.allclose(np.outer(column, row), f, rtol=0, atol=5e-7 * np.abs(f).max())
    return (column.copy(), row.copy()) if good else None
