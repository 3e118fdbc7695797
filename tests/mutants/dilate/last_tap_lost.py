# mistake: The array is one too small on each axis, so the last row and column of taps are lost.
import numpy as np


def dilate(w, dilation):
    dh, dw = (dilation, dilation) if isinstance(dilation, int) else dilation
    KH, KW = w.shape
    out = np.zeros(((KH - 1) * dh, (KW - 1) * dw), dtype=w.dtype)
    for i in range(KH - 1):
        for j in range(KW - 1):
            out[i * dh, j * dw] = w[i, j]
    return out
