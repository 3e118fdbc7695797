# way: Three index arrays (channel, row, column) as in the well-known course notes, one fancy index on the padded image.
import numpy as np


def im2col(x, k, stride=1, padding=0):
    if isinstance(k, int): k = (k, k)
    if isinstance(stride, int): stride = (stride, stride)
    if isinstance(padding, int): padding = (padding, padding)
    N, C, H, W = x.shape
    KH, KW = k
    OH = int(np.floor((H + 2 * padding[0] - KH) / stride[0])) + 1
    OW = int(np.floor((W + 2 * padding[1] - KW) / stride[1])) + 1
    xpad = np.pad(x, ((0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2), mode="constant")
    c = np.repeat(np.arange(C), KH * KW).reshape(-1, 1)
    i0 = np.tile(np.repeat(np.arange(KH), KW), C)
    j0 = np.tile(np.arange(KW), KH * C)
    i1 = stride[0] * np.repeat(np.arange(OH), OW)
    j1 = stride[1] * np.tile(np.arange(OW), OH)
    return xpad[:, c, i0.reshape(-1, 1) + i1, j0.reshape(-1, 1) + j1]
