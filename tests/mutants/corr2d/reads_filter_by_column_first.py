# mistake: Writes w[v, u] for w[u, v]: the filter is transposed.
import numpy as np


def corr2d(x, w):
    out_h = x.shape[0] - w.shape[0] + 1
    out_w = x.shape[1] - w.shape[1] + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            s = 0.0
            for u in range(w.shape[0]):
                for v in range(w.shape[1]):
                    s += x[i + u][j + v] * w[v][u]
            y[i][j] = s
    return y
