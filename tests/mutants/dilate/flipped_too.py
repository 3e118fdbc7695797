# mistake: Turns the filter round while it spreads the taps.
import numpy as np


def dilate(w, dilation):
    dh, dw = (dilation, dilation) if isinstance(dilation, int) else dilation
    out = np.zeros(((w.shape[0] - 1) * dh + 1, (w.shape[1] - 1) * dw + 1), dtype=w.dtype)
    out[::dh, ::dw] = w[::-1, ::-1]
    return out
