# mistake: Drops the batch axis when there is one image.
import numpy as np


def im2col(x, k, stride=1, padding=0):
    KH, KW = (k, k) if isinstance(k, int) else k
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    N, C, H, W = x.shape
    OH = (H + 2 * ph - KH) // sh + 1
    OW = (W + 2 * pw - KW) // sw + 1
    xpad = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    cols = np.zeros((N, C, KH, KW, OH, OW), dtype=x.dtype)
    for u in range(KH):
        for v in range(KW):
            cols[:, :, u, v] = xpad[:, :, u:u + sh * OH:sh, v:v + sw * OW:sw]
    return cols.reshape(N, C * KH * KW, OH * OW).squeeze()
