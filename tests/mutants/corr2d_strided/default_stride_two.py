# mistake: The default of stride is 2, as in the lecture's example.
import numpy as np


def corr2d_strided(x, w, stride=2, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    xp = np.pad(x.astype(float), ((ph, ph), (pw, pw)))
    KH, KW = w.shape
    OH = (xp.shape[0] - KH) // sh + 1
    OW = (xp.shape[1] - KW) // sw + 1
    out = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[i, j] = np.sum(xp[i*sh:i*sh+KH, j*sw:j*sw+KW] * w)
    return out
