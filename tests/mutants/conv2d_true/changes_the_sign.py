# mistake: Takes "flipped" to mean the opposite sign.
import numpy as np


def conv2d_true(x, w):
    flipped = -w
    KH, KW = w.shape
    out = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i:i + KH, j:j + KW] * flipped)
    return out
