# mistake: Computes all values rightly but reshapes them to (columns, rows).
import numpy as np


def corr2d(x, w):
    h, b = w.shape
    rows = x.shape[0] - h + 1
    cols = x.shape[1] - b + 1
    vals = [np.sum(x[r:r+h, c:c+b] * w) for r in range(rows) for c in range(cols)]
    return np.reshape(vals, (cols, rows))
