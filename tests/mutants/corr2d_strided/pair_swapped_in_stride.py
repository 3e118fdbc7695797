# mistake: Takes a stride pair as (columns, rows).
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sw, sh = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    xp = np.pad(x.astype(float), ((ph, ph), (pw, pw)))
    KH, KW = w.shape
    rows = range(0, xp.shape[0] - KH + 1, sh)
    cols = range(0, xp.shape[1] - KW + 1, sw)
    return np.array([[np.sum(xp[r:r+KH, c:c+KW] * w) for c in cols] for r in rows])
