# mistake: Two at once: the filter is not flipped, and the image is padded to keep its size.
import numpy as np


def conv2d_true(x, w):
    KH, KW = w.shape
    big = np.zeros((x.shape[0] + KH - 1, x.shape[1] + KW - 1))
    big[(KH - 1) // 2:(KH - 1) // 2 + x.shape[0], (KW - 1) // 2:(KW - 1) // 2 + x.shape[1]] = x
    y = np.zeros(x.shape)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            y[i, j] = np.sum(big[i:i+KH, j:j+KW] * w)
    return y
