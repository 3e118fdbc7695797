# mistake: Two at once: the filter is flipped both ways, and the last row and column are missing.
import numpy as np


def corr2d(x, w):
    H, W = x.shape
    kh, kw = w.shape
    out = np.zeros((H - kh, W - kw))
    for i in range(H - kh):
        for j in range(W - kw):
            for u in range(kh):
                for v in range(kw):
                    out[i, j] += x[i + u, j + v] * w[kh - 1 - u, kw - 1 - v]
    return out
