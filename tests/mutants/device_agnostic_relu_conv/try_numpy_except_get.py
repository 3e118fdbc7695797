# mistake: Tries np first and falls back on .get() in an except, sending the result back.
import numpy as np

from cnnkit.backend import array_module


def device_agnostic_relu_conv(x, w, b):
    xp = array_module(x)
    try:
        a, k = np.asarray(x), np.asarray(w)
    except TypeError:
        a, k = x.get(), w.get()
    win = np.lib.stride_tricks.sliding_window_view(a, k.shape[2:], axis=(2, 3))
    y = xp.asarray(np.einsum("ncijuv,fcuv->nfij", win.astype(float), k.astype(float)))
    if b is not None:
        y = y + b[:, None, None]
    return xp.maximum(y, 0)
