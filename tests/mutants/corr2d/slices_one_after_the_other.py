# mistake: Writes x[a:b][c:d]: the second slice cuts the rows again, not the columns.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            patch = x[i:i+kh][j:j+kw]
            out[i, j] = np.sum(patch * w)
    return out
