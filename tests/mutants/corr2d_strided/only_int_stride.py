# mistake: Handles only an int stride and fails for a pair.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    xp = np.pad(x.astype(float), ((ph, ph), (pw, pw)))
    KH, KW = w.shape
    OH = (xp.shape[0] - KH) // stride + 1
    OW = (xp.shape[1] - KW) // stride + 1
    out = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[i, j] = np.sum(xp[i*stride:i*stride+KH, j*stride:j*stride+KW] * w)
    return out
