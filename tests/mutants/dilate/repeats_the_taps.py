# mistake: Repeats each tap and puts no zeros between.
import numpy as np


def dilate(w, dilation):
    dh, dw = (dilation, dilation) if isinstance(dilation, int) else dilation
    big = np.repeat(np.repeat(w, dh, axis=0), dw, axis=1)
    return big[:(w.shape[0] - 1) * dh + 1, :(w.shape[1] - 1) * dw + 1].copy()
