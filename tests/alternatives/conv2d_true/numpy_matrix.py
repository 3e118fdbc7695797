# way: Returns an np.matrix, from a comprehension over positions counted from the far corner.
import numpy as np


def conv2d_true(x, w):
    (H, W), (KH, KW) = x.shape, w.shape
    return np.matrix([[sum(float(w[u, v]) * float(x[p - u, q - v]) for u in range(KH) for v in range(KW))
                       for q in range(KW - 1, W)] for p in range(KH - 1, H)])
