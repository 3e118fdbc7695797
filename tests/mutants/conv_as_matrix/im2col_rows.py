# mistake: Returns the indices of the pixels in each window in place of the weights.
import numpy as np


def conv_as_matrix(w, h, width):
    KH, KW = w.shape
    idx = np.arange(h * width, dtype=float).reshape(h, width)
    v = np.lib.stride_tricks.sliding_window_view(idx, (KH, KW))
    return v.reshape(-1, KH * KW).copy()
