# mistake: Takes every d-th tap: that makes the filter smaller.
import numpy as np


def dilate(w, dilation):
    dh, dw = (dilation, dilation) if isinstance(dilation, int) else dilation
    return w[::dh, ::dw].copy()
