# mistake: Takes a pair as (columns, rows).
import numpy as np


def dilate(w, dilation):
    dw, dh = (dilation, dilation) if isinstance(dilation, int) else dilation
    out = np.zeros(((w.shape[0] - 1) * dh + 1, (w.shape[1] - 1) * dw + 1), dtype=w.dtype)
    out[::dh, ::dw] = w
    return out
