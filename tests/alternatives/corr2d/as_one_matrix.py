# way: Writes the whole operation as one big matrix times the flattened image.
import numpy as np


def corr2d(x, w):
    H, W = x.shape
    KH, KW = w.shape
    OH, OW = H - KH + 1, W - KW + 1
    M = np.zeros((OH * OW, H * W))
    for i in range(OH):
        for j in range(OW):
            for u in range(KH):
                for v in range(KW):
                    M[i * OW + j, (i + u) * W + (j + v)] = w[u, v]
    return (M @ x.ravel()).reshape(OH, OW)
