# mistake: Computes the padded result and cuts KH // 2 from each side, which is one too many for even filters.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    a, b = KH // 2, KW // 2
    xp = np.pad(x.astype(float), ((a, a), (b, b)))
    same = np.zeros(x.shape)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            same[i, j] = np.sum(xp[i:i+KH, j:j+KW] * w)
    return same[a:x.shape[0] - a, b:x.shape[1] - b]
