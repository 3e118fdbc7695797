# way: sliding_window_view of the dilated size, thinned out, one einsum over all groups.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    two = lambda a: [a, a] if np.ndim(a) == 0 else list(a)
    s, p, d = two(stride), two(padding), two(dilation)
    F, Cg, KH, KW = w.shape
    xp = np.pad(x.astype(float), [(0, 0), (0, 0), (p[0],) * 2, (p[1],) * 2])
    v = sliding_window_view(xp, (d[0] * (KH - 1) + 1, d[1] * (KW - 1) + 1), axis=(2, 3))
    v = v[:, :, ::s[0], ::s[1], ::d[0], ::d[1]]
    v = v.reshape(len(x), groups, Cg, *v.shape[2:])
    y = np.einsum("ngcijuv,gfcuv->ngfij", v, w.reshape(groups, F // groups, Cg, KH, KW).astype(float))
    y = y.reshape(len(x), F, *y.shape[3:])
    return y if b is None else y + np.asarray(b, dtype=float)[None, :, None, None]
