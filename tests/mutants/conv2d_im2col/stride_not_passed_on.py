# mistake: im2col is called without the stride.
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
    N, C, H, W = x.shape
    SH, SW = (stride, stride) if np.ndim(stride) == 0 else stride
    PH, PW = (padding, padding) if np.ndim(padding) == 0 else padding
    cols = im2col(x, (KH, KW), padding=(PH, PW))
    # uint8 sums may be larger than 255
    if cols.dtype.kind != "f":
        cols = cols.astype(float)
    y = w.reshape(F, -1) @ cols
    if b is not None:
        y = y + b.reshape(F, 1)
    OH = (H + 2 * PH - KH) // SH + 1
    OW = (W + 2 * PW - KW) // SW + 1
    return y.reshape(N, F, OH, OW)
