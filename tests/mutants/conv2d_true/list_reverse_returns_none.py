# mistake: list.reverse() returns None, and that is what the loop then tries to read.
import numpy as np


def conv2d_true(x, w):
    rows = w.tolist()
    k = [row.reverse() for row in rows]
    k = k[::-1]
    KH, KW = w.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            for u in range(KH):
                for v in range(KW):
                    y[i, j] += x[i+u, j+v] * k[u][v]
    return y
