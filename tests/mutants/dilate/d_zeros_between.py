# mistake: Puts d zeros between the taps and not d - 1.
import numpy as np


def dilate(w, dilation):
    dh, dw = (dilation, dilation) if isinstance(dilation, int) else dilation
    dh, dw = dh + 1, dw + 1
    out = np.zeros(((w.shape[0] - 1) * dh + 1, (w.shape[1] - 1) * dw + 1), dtype=w.dtype)
    out[::dh, ::dw] = w
    return out
