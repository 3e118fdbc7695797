# mistake: Two mistakes: the border pixels are repeated, and a stride pair is read as (columns, rows).
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sw, sh = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    xp = np.pad(x.astype(float), ((ph, ph), (pw, pw)), "edge")
    KH, KW = w.shape
    return np.array([[np.sum(xp[i:i+KH, j:j+KW] * w) for j in range(0, xp.shape[1] - KW + 1, sw)]
                     for i in range(0, xp.shape[0] - KH + 1, sh)])
