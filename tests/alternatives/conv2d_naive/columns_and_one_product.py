# way: Gathers patches as columns by fancy indices (im2col) and multiplies; groups as a batch axis.
import numpy as np


def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    as2 = lambda t: (t, t) if isinstance(t, int) else t
    sh, sw = as2(stride)
    ph, pw = as2(padding)
    dh, dw = as2(dilation)
    N, C, H, W = x.shape
    F, Cg, KH, KW = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw))).astype(np.float64)
    OH = (xp.shape[2] - dh * (KH - 1) - 1) // sh + 1
    OW = (xp.shape[3] - dw * (KW - 1) - 1) // sw + 1
    r = (np.arange(KH) * dh)[:, None] + np.arange(OH) * sh
    c = (np.arange(KW) * dw)[:, None] + np.arange(OW) * sw
    cols = xp[:, :, r[:, None, :, None], c[None, :, None, :]]
    cols = cols.reshape(N, groups, Cg * KH * KW, OH * OW)
    y = w.reshape(groups, F // groups, Cg * KH * KW).astype(np.float64) @ cols
    y = y.reshape(N, F, OH, OW)
    if b is not None:
        y += b.reshape(1, F, 1, 1)
    return y
