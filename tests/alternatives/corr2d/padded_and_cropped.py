# way: Adds zeros around the image, computes everything, and keeps only the windows that were wholly inside.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    H, W = x.shape
    big = np.zeros((H + 2 * KH, W + 2 * KW), dtype=np.longdouble)
    big[KH:KH + H, KW:KW + W] = x
    full = {}
    for i in range(H + KH):
        for j in range(W + KW):
            full[i - KH, j - KW] = (big[i:i + KH, j:j + KW] * w).sum()
    return np.array([[full[i, j] for j in range(W - KW + 1)] for i in range(H - KH + 1)])
