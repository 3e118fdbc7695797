# mistake: Turns the filter into whole numbers, whatever the picture holds.
import numpy as np


def im2col(x, k, stride=1, padding=0):
    pairs = []
    for value in (k, stride, padding):
        if isinstance(value, (int, np.integer)):
            value = (value, value)
        pairs.append(value)
    (KH, KW), (SH, SW), (PH, PW) = pairs
    N, C, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (PH, PH), (PW, PW)))
    OH = (H + 2 * PH - KH) // SH + 1
    OW = (W + 2 * PW - KW) // SW + 1
    cols = np.empty((N, C, KH, KW, OH, OW), dtype=x.dtype)
    for u in range(KH):
        for v in range(KW):
            cols[:, :, u, v] = padded[:, :, u : u + SH * OH : SH, v : v + SW * OW : SW]
    return cols.reshape(N, C * KH * KW, OH * OW)


def conv2d_im2col(x, w, b, stride=1, padding=0):
    F, C, KH, KW = w.shape
    s, p = np.broadcast_to(stride, 2), np.broadcast_to(padding, 2)
    OH = (x.shape[2] + 2 * p[0] - KH) // s[0] + 1
    OW = (x.shape[3] + 2 * p[1] - KW) // s[1] + 1
    y = w.astype(int).reshape(F, -1) @ im2col(x, (KH, KW), stride, padding)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(len(x), F, OH, OW)
