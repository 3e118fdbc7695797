# mistake: Pads only above and to the left, so the picture is shifted and the size is too small.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    H, W = x.shape
    KH, KW = w.shape
    xp = np.zeros((H + ph, W + pw))
    xp[ph:, pw:] = x
    OH = (xp.shape[0] - KH) // sh + 1
    OW = (xp.shape[1] - KW) // sw + 1
    out = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[i, j] = np.sum(xp[i*sh:i*sh+KH, j*sw:j*sw+KW] * w)
    return out
