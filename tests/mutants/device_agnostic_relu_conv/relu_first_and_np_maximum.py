# mistake: Two mistakes: ReLU before the bias, and by np.maximum.
import numpy as np

from cnnkit.backend import array_module


def device_agnostic_relu_conv(x, w, b):
    xp = array_module(x)
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    OH, OW = H - KH + 1, W - KW + 1
    x64, w64 = x.astype(float), w.astype(float)
    y = xp.zeros((N, F, OH, OW))
    for u in range(KH):
        for v in range(KW):
            y += xp.einsum("nchw,fc->nfhw", x64[:, :, u:u + OH, v:v + OW], w64[:, :, u, v])
    y = np.maximum(y, 0)
    if b is not None:
        y += b[:, None, None]
    return y
