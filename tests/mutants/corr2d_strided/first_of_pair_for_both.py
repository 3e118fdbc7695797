# mistake: Uses only the first number of a pair for both axes.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    s = stride if isinstance(stride, int) else stride[0]
    p = padding if isinstance(padding, int) else padding[0]
    xp = np.pad(x, p).astype(float)
    KH, KW = w.shape
    OH = (xp.shape[0] - KH) // s + 1
    OW = (xp.shape[1] - KW) // s + 1
    out = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[i, j] = np.sum(xp[i*s:i*s+KH, j*s:j*s+KW] * w)
    return out
