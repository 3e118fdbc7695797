# mistake: Two at once: only the columns are flipped, and the results are stored as integers.
import numpy as np


def conv2d_true(x, w):
    k = [list(reversed(row)) for row in w.tolist()]
    KH, KW = w.shape
    OH, OW = x.shape[0] - KH + 1, x.shape[1] - KW + 1
    y = np.zeros((OH, OW), dtype=int)
    for i in range(OH):
        for j in range(OW):
            y[i, j] = sum(x[i + u, j + v] * k[u][v] for u in range(KH) for v in range(KW))
    return y
