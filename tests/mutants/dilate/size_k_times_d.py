# mistake: Makes the array KH*d by KW*d, with zeros after the last tap too.
import numpy as np


def dilate(w, dilation):
    dh, dw = (dilation, dilation) if isinstance(dilation, int) else dilation
    out = np.zeros((w.shape[0] * dh, w.shape[1] * dw), dtype=w.dtype)
    out[::dh, ::dw] = w
    return out
