# mistake: Takes the height of the filter for its width.
import numpy as np


def dilate(w, dilation):
    dh, dw = (dilation, dilation) if isinstance(dilation, int) else dilation
    k = w.shape[0]
    out = np.zeros(((k - 1) * dh + 1, (k - 1) * dw + 1), dtype=w.dtype)
    for i in range(k):
        for j in range(k):
            out[i * dh, j * dw] = w[i, j]
    return out
