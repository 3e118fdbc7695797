# mistake: Moves everything to the default device first, wherever x is.
import numpy as np

from cnnkit.backend import array_module
from cnnkit.backend import default_device, to_device


def device_agnostic_relu_conv(x, w, b):
    x, w = to_device(x, default_device()), to_device(w, default_device())
    b = None if b is None else to_device(b, default_device())
    xp = array_module(x)
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
    return xp.maximum(y, 0)
