# mistake: The output size counts the padding once and not twice.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    H, W = x.shape
    KH, KW = w.shape
    xp = np.zeros((H + 2*ph, W + 2*pw))
    xp[ph:ph+H, pw:pw+W] = x
    OH = (H + ph - KH) // sh + 1
    OW = (W + pw - KW) // sw + 1
    out = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[i, j] = np.sum(xp[i*sh:i*sh+KH, j*sw:j*sw+KW] * w)
    return out
