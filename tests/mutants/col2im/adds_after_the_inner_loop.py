# mistake: The line that adds stands after the inner loop.
import numpy as np


def col2im(cols, shape, k, stride=1, padding=0):
    pairs = []
    for value in (k, stride, padding):
        if isinstance(value, (int, np.integer)):
            value = (value, value)
        pairs.append(value)
    (KH, KW), (SH, SW), (PH, PW) = pairs
    N, C, H, W = shape
    OH = (H + 2 * PH - KH) // SH + 1
    OW = (W + 2 * PW - KW) // SW + 1
    cols = cols.reshape(N, C, KH, KW, OH, OW)
    padded = np.zeros((N, C, H + 2 * PH, W + 2 * PW), dtype=cols.dtype)
    for u in range(KH):
        for v in range(KW):
            pass
        if True:
            padded[:, :, u : u + SH * OH : SH, v : v + SW * OW : SW] += cols[:, :, u, v]
    return padded[:, :, PH : PH + H, PW : PW + W]
