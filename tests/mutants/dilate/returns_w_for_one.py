# mistake: Gives w itself back for dilation 1, not a new array.
import numpy as np


def dilate(w, dilation):
    if dilation == 1:
        return w
    dh, dw = (dilation, dilation) if isinstance(dilation, int) else dilation
    out = np.zeros(((w.shape[0] - 1) * dh + 1, (w.shape[1] - 1) * dw + 1), dtype=w.dtype)
    out[::dh, ::dw] = w
    return out
