# mistake: Two mistakes: only the first number of a pair counts, and the output is float64.
import numpy as np


def dilate(w, dilation):
    d = dilation if isinstance(dilation, int) else dilation[0]
    out = np.zeros(((w.shape[0] - 1) * d + 1, (w.shape[1] - 1) * d + 1))
    out[::d, ::d] = w
    return out
