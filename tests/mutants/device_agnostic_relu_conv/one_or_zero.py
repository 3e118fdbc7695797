# mistake: Returns the mask y > 0 as numbers.
import numpy as np

from cnnkit.backend import array_module


def device_agnostic_relu_conv(x, w, b):
    xp = array_module(x)
    KH, KW = w.shape[2:]
    OH, OW = x.shape[2] - KH + 1, x.shape[3] - KW + 1
    rows = []
    for i in range(OH):
        row = []
        for j in range(OW):
            window = x[:, :, i:i + KH, j:j + KW].astype(float)
            row.append(xp.tensordot(window, w.astype(float), axes=([1, 2, 3], [1, 2, 3])))
        rows.append(xp.stack(row, axis=-1))
    y = xp.stack(rows, axis=2)
    if b is not None:
        y = y + b.reshape(1, -1, 1, 1)
    return (y > 0) * 1.0
