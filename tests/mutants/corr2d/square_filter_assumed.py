# mistake: Takes the number of rows of the filter for both directions.
import numpy as np


def corr2d(x, w):
    k = w.shape[0]
    H, W = x.shape
    out = np.zeros((H - k + 1, W - k + 1))
    for i in range(H - k + 1):
        for j in range(W - k + 1):
            for u in range(k):
                for v in range(k):
                    out[i, j] += x[i + u, j + v] * w[u, v]
    return out
