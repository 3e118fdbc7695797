# mistake: Inserts the zeros into the flat list of taps and reshapes, which scrambles them.
import numpy as np


def dilate(w, dilation):
    dh, dw = (dilation, dilation) if isinstance(dilation, int) else dilation
    shape = ((w.shape[0] - 1) * dh + 1, (w.shape[1] - 1) * dw + 1)
    flat = np.zeros(shape[0] * shape[1], dtype=w.dtype)
    step = max(len(flat) // w.size, 1)
    flat[:step * w.size:step] = w.ravel()
    return flat.reshape(shape)
