# mistake: Makes room for all stride-1 windows and leaves the rest 0.
import numpy as np


def im2col(x, k, stride=1, padding=0):
    KH, KW = (k, k) if isinstance(k, int) else k
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    N, C, H, W = x.shape
    OH = (H + 2 * ph - KH) + 1
    OW = (W + 2 * pw - KW) + 1
    xpad = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    cols = np.zeros((N, C, KH, KW, OH, OW), dtype=x.dtype)
    for u in range(KH):
        for v in range(KW):
            part = xpad[:, :, u:H + 2 * ph - KH + 1 + u:sh, v:W + 2 * pw - KW + 1 + v:sw]
            cols[:, :, u, v, :part.shape[2], :part.shape[3]] = part
    return cols.reshape(N, C * KH * KW, OH * OW)
