# mistake: Two branches: NumPy arrays as they are, anything else is fetched with .get(), and the result is sent back.
import numpy as np

from cnnkit.backend import array_module


def device_agnostic_relu_conv(x, w, b):
    xp = np
    device = array_module(x)
    if not isinstance(x, np.ndarray):
        x, w = x.get(), w.get()
        b = None if b is None else b.get()
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
    return device.asarray(xp.maximum(y, 0))
