# mistake: Casts the filter to the image's data type "so that they match": with uint8 images, -1 becomes 255.
import numpy as np


def corr2d(x, w):
    w = w.astype(x.dtype)
    H, W = x.shape
    KH, KW = w.shape
    y = np.zeros((H - KH + 1, W - KW + 1))
    for i in range(H - KH + 1):
        for j in range(W - KW + 1):
            y[i, j] = np.sum(x[i:i+KH, j:j+KW] * w)
    return y
