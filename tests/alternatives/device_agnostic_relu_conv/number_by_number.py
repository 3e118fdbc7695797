# way: Loops over everything down to one output number; the sum of a product of two blocks, stored on the device.
import numpy as np

from cnnkit.backend import array_module


def device_agnostic_relu_conv(x, w, b):
    xp = array_module(x)
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    out = xp.zeros((N, F, H - KH + 1, W - KW + 1), dtype=xp.float64)
    for n in range(N):
        for f in range(F):
            for i in range(H - KH + 1):
                for j in range(W - KW + 1):
                    out[n, f, i, j] = (1.0 * x[n, :, i:i + KH, j:j + KW] * w[f]).sum()
            if b is not None:
                out[n, f] += b[f]
    return xp.maximum(out, xp.zeros_like(out))
