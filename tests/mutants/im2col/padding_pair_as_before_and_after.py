# mistake: Pads each axis by (rows before, columns after).
import numpy as np


def im2col(x, k, stride=1, padding=0):
    pairs = []
    for value in (k, stride, padding):
        if isinstance(value, (int, np.integer)):
            value = (value, value)
        pairs.append(value)
    (KH, KW), (SH, SW), (PH, PW) = pairs
    N, C, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (PH, PW), (PH, PW)))
    OH = (H + 2 * PH - KH) // SH + 1
    OW = (W + 2 * PW - KW) // SW + 1
    cols = np.empty((N, C, KH, KW, OH, OW), dtype=x.dtype)
    for u in range(KH):
        for v in range(KW):
            cols[:, :, u, v] = padded[:, :, u : u + SH * OH : SH, v : v + SW * OW : SW]
    return cols.reshape(N, C * KH * KW, OH * OW)
