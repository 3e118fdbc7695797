# way: xp.lib.stride_tricks.sliding_window_view and one einsum; ReLU by a mask times the values.
import numpy as np

from cnnkit.backend import array_module


def device_agnostic_relu_conv(x, w, b):
    xp = array_module(x)
    x, w = x.astype(xp.float64), w.astype(xp.float64)
    win = xp.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    y = xp.einsum("ncijuv,fcuv->nfij", win, w)
    if b is not None:
        y = y + b[None, :, None, None]
    return y * (y > 0)
