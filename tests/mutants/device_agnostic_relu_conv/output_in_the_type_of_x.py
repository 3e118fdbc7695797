# mistake: The output has the number type of x, so uint8 images give cut-off sums (or an error).
import numpy as np

from cnnkit.backend import array_module


def device_agnostic_relu_conv(x, w, b):
    xp = array_module(x)
    KH, KW = w.shape[2:]
    OH, OW = x.shape[2] - KH + 1, x.shape[3] - KW + 1
    y = xp.zeros((x.shape[0], w.shape[0], OH, OW), dtype=x.dtype)
    for i in range(OH):
        for j in range(OW):
            y[:, :, i, j] = xp.tensordot(x[:, :, i:i + KH, j:j + KW], w, axes=([1, 2, 3], [1, 2, 3]))
    if b is not None:
        y = y + b[:, None, None]
    return xp.maximum(y, 0)
