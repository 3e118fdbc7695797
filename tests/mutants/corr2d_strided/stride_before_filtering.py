# mistake: Takes every stride-th pixel of the picture first and then correlates with step 1.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    xp = np.pad(x.astype(float), ((ph, ph), (pw, pw)))[::sh, ::sw]
    KH, KW = w.shape
    OH, OW = xp.shape[0] - KH + 1, xp.shape[1] - KW + 1
    out = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[i, j] = np.sum(xp[i:i+KH, j:j+KW] * w)
    return out
