# mistake: Writes x[u, v] where x[i + u, j + v] was meant, so the window never moves.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    z = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            for u in range(KH):
                for v in range(KW):
                    z[i, j] += x[u, v] * w[u, v]
    return z
