# mistake: Collects the outputs in a Python list and makes them one array with np.array.
import numpy as np

from cnnkit.backend import array_module


def device_agnostic_relu_conv(x, w, b):
    xp = array_module(x)
    F, C, KH, KW = w.shape
    OH, OW = x.shape[2] - KH + 1, x.shape[3] - KW + 1
    out = []
    for n in range(x.shape[0]):
        for f in range(F):
            for i in range(OH):
                for j in range(OW):
                    s = (1.0 * x[n, :, i:i + KH, j:j + KW] * w[f]).sum()
                    if b is not None:
                        s = s + b[f]
                    out.append(xp.maximum(s, 0))
    return np.array(out).reshape(x.shape[0], F, OH, OW)
