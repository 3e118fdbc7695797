# way: Windows as rows: (N, OH, OW, C·KH·KW) @ (C·KH·KW, F), bias on the last axis, channels moved to place at the end.
import numpy as np


def conv2d_im2col(x, w, b, stride=1, padding=0):
    if isinstance(stride, int): stride = (stride, stride)
    if isinstance(padding, int): padding = (padding, padding)
    F, C, KH, KW = w.shape
    xpad = np.pad(x.astype(float), ((0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2))
    OH = (xpad.shape[2] - KH) // stride[0] + 1
    OW = (xpad.shape[3] - KW) // stride[1] + 1
    rows = np.zeros((len(x), OH, OW, C * KH * KW))
    for i in range(OH):
        for j in range(OW):
            r, s = i * stride[0], j * stride[1]
            rows[:, i, j] = xpad[:, :, r:r + KH, s:s + KW].reshape(len(x), -1)
    y = rows @ w.reshape(F, -1).T
    if b is not None:
        y += b
    return np.moveaxis(y, -1, 1).copy()
