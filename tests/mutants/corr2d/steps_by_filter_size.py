# mistake: Moves the window by its own size, as in pooling, so windows do not overlap.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    rows = []
    for i in range(0, x.shape[0] - kh + 1, kh):
        row = []
        for j in range(0, x.shape[1] - kw + 1, kw):
            row.append(np.sum(x[i:i+kh, j:j+kw] * w))
        rows.append(row)
    return np.array(rows)
