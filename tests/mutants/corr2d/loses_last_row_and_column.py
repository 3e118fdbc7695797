# mistake: Counts H - KH start positions instead of H - KH + 1, so the last row and column are missing.
import numpy as np


def corr2d(x, w):
    H, W = x.shape
    kh, kw = w.shape
    out = np.zeros((H - kh, W - kw))
    for i in range(H - kh):
        for j in range(W - kw):
            out[i, j] = (x[i:i+kh, j:j+kw] * w).sum()
    return out
