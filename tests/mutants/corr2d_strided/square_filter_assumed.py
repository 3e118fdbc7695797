# mistake: Uses the height of the filter for its width too.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    k = w.shape[0]
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    xp = np.pad(x.astype(float), ((ph, ph), (pw, pw)))
    OH = (xp.shape[0] - k) // sh + 1
    OW = (xp.shape[1] - k) // sw + 1
    out = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[i, j] = np.sum(xp[i*sh:i*sh+k, j*sw:j*sw+k] * w)
    return out
