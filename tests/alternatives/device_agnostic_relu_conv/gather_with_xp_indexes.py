# way: Index arrays made with xp.arange pick all windows at once; broadcast product, sums over the last axes; xp.fmax.
import numpy as np

from cnnkit.backend import array_module


def device_agnostic_relu_conv(x, w, b):
    xp = array_module(x)
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    r = xp.arange(H - KH + 1)[:, None] + xp.arange(KH)[None, :]
    s = xp.arange(W - KW + 1)[:, None] + xp.arange(KW)[None, :]
    win = x[:, :, r[:, None, :, None], s[None, :, None, :]]
    rows = xp.moveaxis(win, 1, 3).reshape(N, H - KH + 1, W - KW + 1, C * KH * KW)
    y = xp.dot(rows.astype(float), w.reshape(F, C * KH * KW).T.astype(float))
    if b is not None:
        y = y + b
    return xp.moveaxis(xp.fmax(y, 0), 3, 1)
