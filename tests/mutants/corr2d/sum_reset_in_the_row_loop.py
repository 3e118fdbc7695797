# mistake: Sets the sum to 0 inside the loop over u, so only the last row of the filter is left.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    z = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            for u in range(KH):
                total = 0.0
                for v in range(KW):
                    total += x[i + u, j + v] * w[u, v]
            z[i, j] = total
    return z
