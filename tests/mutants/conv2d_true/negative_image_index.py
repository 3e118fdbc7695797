# mistake: Uses x[i - u, j - v] from i = 0: the negative indices silently read from the other end of the image.
import numpy as np


def conv2d_true(x, w):
    KH, KW = w.shape
    OH, OW = x.shape[0] - KH + 1, x.shape[1] - KW + 1
    y = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            for u in range(KH):
                for v in range(KW):
                    # (f * g)[i, j] = sum f[i - u, j - v] g[u, v]
                    y[i, j] += x[i - u, j - v] * w[u, v]
    return y
