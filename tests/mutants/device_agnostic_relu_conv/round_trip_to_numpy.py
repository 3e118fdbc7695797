# mistake: Moves everything to the CPU with to_numpy, computes there, and moves the result back with xp.asarray.
import numpy as np

from cnnkit.backend import array_module
from cnnkit.backend import to_numpy


def device_agnostic_relu_conv(x, w, b):
    home = array_module(x)
    x, w = to_numpy(x), to_numpy(w)
    b = None if b is None else to_numpy(b)
    xp = np
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    OH, OW = H - KH + 1, W - KW + 1
    x64, w64 = x.astype(float), w.astype(float)
    y = xp.zeros((N, F, OH, OW))
    for u in range(KH):
        for v in range(KW):
            y += xp.einsum("nchw,fc->nfhw", x64[:, :, u:u + OH, v:v + OW], w64[:, :, u, v])
    if b is not None:
        y += b[:, None, None]
    return home.asarray(xp.maximum(y, 0))
