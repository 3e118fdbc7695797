# mistake: Pads the image with zeros to keep its size, where only windows that fit were asked for.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    top, left = (kh - 1) // 2, (kw - 1) // 2
    xp = np.pad(x, ((top, kh - 1 - top), (left, kw - 1 - left)))
    y = np.zeros(x.shape)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            y[i, j] = np.sum(xp[i:i + kh, j:j + kw] * w)
    return y
