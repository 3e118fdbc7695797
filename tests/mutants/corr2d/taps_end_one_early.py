# mistake: The loops over the filter stop at KH - 1 and KW - 1, so its last row and column are not used.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    OH, OW = x.shape[0] - KH + 1, x.shape[1] - KW + 1
    y = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            for u in range(KH - 1):
                for v in range(KW - 1):
                    y[i, j] += x[i + u, j + v] * w[u, v]
    return y
