# mistake: Puts the zeros around the filter, as padding, where they belong between the taps.
import numpy as np


def dilate(w, dilation):
    dh, dw = (dilation, dilation) if isinstance(dilation, int) else dilation
    ah, aw = (w.shape[0] - 1) * (dh - 1), (w.shape[1] - 1) * (dw - 1)
    return np.pad(w, ((ah // 2, ah - ah // 2), (aw // 2, aw - aw // 2)))
