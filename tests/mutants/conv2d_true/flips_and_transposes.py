# mistake: Flips a square filter and transposes it as well.
import numpy as np


def conv2d_true(x, w):
    k = np.flip(w.T) if w.shape[0] == w.shape[1] else np.flip(w)
    KH, KW = k.shape
    out = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i:i+KH, j:j+KW] * k)
    return out
