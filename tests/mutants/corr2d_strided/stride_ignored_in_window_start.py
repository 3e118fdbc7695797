# mistake: The window starts at i, not at i*stride, so only the size of the output follows the stride.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    H, W = x.shape
    KH, KW = w.shape
    xp = np.zeros((H + 2 * ph, W + 2 * pw))
    xp[ph:ph+H, pw:pw+W] = x
    OH = (H + 2 * ph - KH) // sh + 1
    OW = (W + 2 * pw - KW) // sw + 1
    out = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[i, j] = np.sum(xp[i:i+KH, j:j+KW] * w)
    return out
