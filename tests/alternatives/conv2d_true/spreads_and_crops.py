# way: Every pixel spreads the filter (full convolution); the border is cropped afterwards.
import numpy as np


def conv2d_true(x, w):
    H, W = x.shape
    KH, KW = w.shape
    full = np.zeros((H + KH - 1, W + KW - 1))
    for i in range(H):
        for j in range(W):
            full[i:i + KH, j:j + KW] += float(x[i, j]) * w
    return full[KH - 1:H, KW - 1:W]
