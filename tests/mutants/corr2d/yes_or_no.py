# mistake: Returns where the response is positive, not the response.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    view = np.lib.stride_tricks.sliding_window_view(x, (KH, KW))
    return (view * w).sum(axis=(2, 3)) > 0
