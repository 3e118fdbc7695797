# way: Almost no functions of the library: slices, broadcasting, .sum, .clip (half of y + |y| would do as well).
import numpy as np


def device_agnostic_relu_conv(x, w, b):
    KH, KW = w.shape[2:]
    OH, OW = x.shape[2] - KH + 1, x.shape[3] - KW + 1
    y = 0.0 if b is None else b[None, :, None, None] * 1.0
    for u in range(KH):
        for v in range(KW):
            part = x[:, None, :, u:u + OH, v:v + OW] * 1.0
            y = y + (part * w[None, :, :, u, v, None, None]).sum(axis=2)
    return (y + abs(y)) / 2
