# mistake: Fails for a pair.
import numpy as np


def dilate(w, dilation):
    KH, KW = w.shape
    out = np.zeros(((KH - 1) * dilation + 1, (KW - 1) * dilation + 1), dtype=w.dtype)
    for i in range(KH):
        for j in range(KW):
            out[i * dilation, j * dilation] = w[i, j]
    return out
