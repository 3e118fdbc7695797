# mistake: Rounds the number of windows up and fills what sticks out with zeros.
import numpy as np


def im2col(x, k, stride=1, padding=0):
    KH, KW = (k, k) if isinstance(k, int) else k
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    N, C, H, W = x.shape
    OH = -((KH - H - 2 * ph) // sh) + 1
    OW = -((KW - W - 2 * pw) // sw) + 1
    xpad = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    xpad = np.pad(xpad, ((0, 0), (0, 0), (0, sh), (0, sw)))
    cols = np.zeros((N, C, KH, KW, OH, OW), dtype=x.dtype)
    for u in range(KH):
        for v in range(KW):
            cols[:, :, u, v] = xpad[:, :, u:u + sh * OH:sh, v:v + sw * OW:sw]
    return cols.reshape(N, C * KH * KW, OH * OW)
