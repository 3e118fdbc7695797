# mistake: Two at once: d zeros in each gap, and the number type is lost.
import numpy as np


def dilate(w, dilation):
    a, b = dilation if isinstance(dilation, tuple) else (dilation, dilation)
    out = np.zeros((w.shape[0] + (w.shape[0] - 1) * a, w.shape[1] + (w.shape[1] - 1) * b))
    out[:: a + 1, :: b + 1] = w
    return out
