# mistake: Works with ints only.
import numpy as np


def depthwise(x, w, stride=1, padding=0):
    N, C, H, W = x.shape
    KH, KW = w.shape[2:]
    xp = np.pad(x.astype(float), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    OH = (H + 2 * padding - KH) // stride + 1
    OW = (W + 2 * padding - KW) // stride + 1
    out = np.zeros((N, C, OH, OW))
    for i in range(OH):
        for j in range(OW):
            a, b = i * stride, j * stride
            out[:, :, i, j] = (xp[:, :, a:a + KH, b:b + KW] * w[:, 0]).sum(axis=(2, 3))
    return out
