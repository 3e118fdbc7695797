# way: Python's max for each number: slow on a device, and right.
import numpy as np

from cnnkit.backend import array_module


def device_agnostic_relu_conv(x, w, b):
    xp = array_module(x)
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    y = xp.zeros((N, F, H - KH + 1, W - KW + 1))
    for n in range(N):
        for f in range(F):
            for i in range(H - KH + 1):
                for j in range(W - KW + 1):
                    s = (1.0 * x[n, :, i:i + KH, j:j + KW] * w[f]).sum()
                    if b is not None:
                        s = s + b[f]
                    y[n, f, i, j] = max(0, s)
    return y
