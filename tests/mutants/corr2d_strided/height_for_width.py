# mistake: Computes the width of the output from the height of the picture.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    xp = np.pad(x.astype(float), ((ph, ph), (pw, pw)))
    KH, KW = w.shape
    H = xp.shape[0]
    out = np.zeros(((H - KH) // sh + 1, (H - KW) // sw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(xp[i*sh:i*sh+KH, j*sw:j*sw+KW] * w)
    return out
