# way: Reverses the flattened filter and gives it its shape back, which is a flip of both axes.
import numpy as np


def conv2d_true(x, w):
    k = w.ravel()[::-1].reshape(w.shape)
    view = np.lib.stride_tricks.sliding_window_view(x, k.shape)
    return np.tensordot(view, k, axes=2)
