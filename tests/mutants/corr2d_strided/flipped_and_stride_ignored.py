# mistake: Two mistakes: the filter is flipped and the window starts at i, not at i*stride.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    xp = np.pad(x.astype(float), ((ph, ph), (pw, pw)))
    w = np.flip(w)
    KH, KW = w.shape
    OH = (xp.shape[0] - KH) // sh + 1
    OW = (xp.shape[1] - KW) // sw + 1
    out = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[i, j] = np.sum(xp[i:i+KH, j:j+KW] * w)
    return out
