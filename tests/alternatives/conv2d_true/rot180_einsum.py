# way: Two quarter turns of the filter, window view and einsum.
import numpy as np


def conv2d_true(x, w):
    view = np.lib.stride_tricks.sliding_window_view(x, w.shape)
    return np.einsum("abuv,uv->ab", view, np.rot90(w, k=2))
