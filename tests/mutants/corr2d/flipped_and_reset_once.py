# mistake: Two at once: the filter is flipped, and the running sum is reset only once a row.
import numpy as np


def corr2d(x, w):
    k = w[::-1, ::-1]
    KH, KW = k.shape
    rows = []
    for i in range(x.shape[0] - KH + 1):
        s, row = 0.0, []
        for j in range(x.shape[1] - KW + 1):
            s += np.sum(x[i:i+KH, j:j+KW] * k)
            row.append(s)
        rows.append(row)
    return np.array(rows)
