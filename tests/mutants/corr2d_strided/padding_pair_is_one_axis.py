# mistake: Hands the padding pair straight to np.pad, which reads it as (before, after) on both axes.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    xp = np.pad(np.asarray(x, dtype=float), padding)
    KH, KW = w.shape
    OH = (xp.shape[0] - KH) // sh + 1
    OW = (xp.shape[1] - KW) // sw + 1
    out = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[i, j] = np.sum(xp[i*sh:i*sh+KH, j*sw:j*sw+KW] * w)
    return out
