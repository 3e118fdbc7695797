# mistake: Spreads only the rows.
import numpy as np


def dilate(w, dilation):
    d = dilation if isinstance(dilation, int) else dilation[0]
    out = np.zeros(((w.shape[0] - 1) * d + 1, w.shape[1]), dtype=w.dtype)
    out[::d] = w
    return out
