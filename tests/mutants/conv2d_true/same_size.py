# mistake: Pads with zeros so that the output has the image's size.
import numpy as np


def conv2d_true(x, w):
    wf = w[::-1, ::-1]
    kh, kw = w.shape
    xp = np.pad(x, (((kh - 1) // 2, kh // 2), ((kw - 1) // 2, kw // 2)))
    H, W = x.shape
    return np.array([[np.sum(xp[i:i+kh, j:j+kw] * wf) for j in range(W)] for i in range(H)])
