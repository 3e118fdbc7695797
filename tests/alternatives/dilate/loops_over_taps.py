# way: np.ndenumerate over the taps.
import numpy as np


def dilate(w, dilation):
    d = np.array(dilation) * np.ones(2, dtype=int)
    size = (np.array(w.shape) - 1) * d + 1
    big = np.zeros(tuple(size), w.dtype)
    for place, tap in np.ndenumerate(w):
        big[tuple(d * place)] = tap
    return big
