# way: as_strided makes the windows with their steps in memory, tensordot sums.
import numpy as np
from numpy.lib.stride_tricks import as_strided


def corr2d_strided(x, w, stride=1, padding=0):
    a, b = stride if isinstance(stride, (tuple, list)) else (stride, stride)
    p, q = padding if isinstance(padding, (tuple, list)) else (padding, padding)
    xp = np.pad(x, ((p, p), (q, q))).astype(float)
    kh, kw = w.shape
    r0, r1 = xp.strides
    shape = ((xp.shape[0] - kh) // a + 1, (xp.shape[1] - kw) // b + 1, kh, kw)
    win = as_strided(xp, shape, (a * r0, b * r1, r0, r1), writeable=False)
    return np.tensordot(win, w.astype(float), 2)
