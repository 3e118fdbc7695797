# mistake: Returns a list of lists where an array is asked for, and rounds to whole numbers (two mistakes).
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    xp = np.pad(x.astype(float), ((ph, ph), (pw, pw)))
    KH, KW = w.shape
    return [[int(np.sum(xp[i:i+KH, j:j+KW] * w)) for j in range(0, xp.shape[1] - KW + 1, sw)]
            for i in range(0, xp.shape[0] - KH + 1, sh)]
