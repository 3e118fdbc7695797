# way: sliding_window_view with einsum; no loop at all.
import numpy as np


def corr2d(x, w):
    patches = np.lib.stride_tricks.sliding_window_view(x, w.shape)
    return np.einsum('ijuv,uv->ij', patches, w)
