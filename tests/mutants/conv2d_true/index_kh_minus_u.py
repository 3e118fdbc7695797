# mistake: Reads w[KH - u, KW - v], which is one beyond the end for u = 0.
import numpy as np


def conv2d_true(x, w):
    KH, KW = w.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            s = 0.0
            for u in range(KH):
                for v in range(KW):
                    s += x[i + u, j + v] * w[KH - u, KW - v]
            y[i, j] = s
    return y
