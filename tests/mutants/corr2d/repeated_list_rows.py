# mistake: Builds the output as [[0] * n] * m, where all rows are one and the same list.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    OH = x.shape[0] - KH + 1
    OW = x.shape[1] - KW + 1
    y = [[0] * OW] * OH
    for i in range(OH):
        for j in range(OW):
            s = 0
            for u in range(KH):
                for v in range(KW):
                    s += float(x[i + u][j + v]) * float(w[u][v])
            y[i][j] = s
    return y
