# way: Loops over channel, tap row, tap column; each copies one strided slice of a zero-padded image into one row of the columns.
import numpy as np


def im2col(x, k, stride=1, padding=0):
    KH, KW = (k, k) if np.ndim(k) == 0 else k
    sh, sw = (stride, stride) if np.ndim(stride) == 0 else stride
    ph, pw = (padding, padding) if np.ndim(padding) == 0 else padding
    N, C, H, W = x.shape
    OH = (H + 2 * ph - KH) // sh + 1
    OW = (W + 2 * pw - KW) // sw + 1
    xpad = np.zeros((N, C, H + 2 * ph, W + 2 * pw), dtype=x.dtype)
    xpad[:, :, ph:ph + H, pw:pw + W] = x
    cols = np.zeros((N, C * KH * KW, OH * OW), dtype=x.dtype)
    row = 0
    for c in range(C):
        for u in range(KH):
            for v in range(KW):
                cols[:, row] = xpad[:, c, u:u + sh * OH:sh, v:v + sw * OW:sw].reshape(N, -1)
                row += 1
    return cols
