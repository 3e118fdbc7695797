# mistake: The matrix of each tap is transposed.
import numpy as np

from cnnkit.backend import array_module


def device_agnostic_relu_conv(x, w, b):
    xp = array_module(x)
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    OH, OW = H - KH + 1, W - KW + 1
    y = xp.zeros((N, F, OH * OW))
    for u in range(KH):
        for v in range(KW):
            pixels = x[:, :, u : u + OH, v : v + OW].reshape(N, C, OH * OW)
            y = y + w[:, :, u, v].T.astype(float) @ pixels.astype(float)
    if b is not None:
        y = y + b.reshape(F, 1)
    return xp.maximum(y, 0).reshape(N, F, OH, OW)
