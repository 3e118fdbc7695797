# way: Zeros, and one assignment to every d-th place.
import numpy as np


def dilate(w, dilation):
    dh, dw = (dilation, dilation) if isinstance(dilation, int) else dilation
    KH, KW = w.shape
    out = np.zeros(((KH - 1) * dh + 1, (KW - 1) * dw + 1), dtype=w.dtype)
    out[::dh, ::dw] = w
    return out
