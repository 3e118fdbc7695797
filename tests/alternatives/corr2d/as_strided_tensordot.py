# way: as_strided makes the windows, tensordot sums over both filter axes.
import numpy as np
from numpy.lib.stride_tricks import as_strided


def corr2d(x, w):
    H, W = x.shape
    KH, KW = w.shape
    sh, sw = x.strides
    view = as_strided(x, shape=(H - KH + 1, W - KW + 1, KH, KW), strides=(sh, sw, sh, sw))
    return np.tensordot(view, w, axes=((2, 3), (0, 1)))
