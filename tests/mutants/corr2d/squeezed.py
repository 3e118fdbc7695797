# mistake: Squeezes the output, so an axis of size 1 disappears.
import numpy as np


def corr2d(x, w):
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape)
    y = np.sum(windows * w, axis=(2, 3))
    return y.squeeze()
