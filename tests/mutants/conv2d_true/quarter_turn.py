# mistake: Turns the filter by 90 degrees once; a flip on both axes is a half turn.
import numpy as np


def conv2d_true(x, w):
    w = np.rot90(w)
    H, W = x.shape
    kh, kw = w.shape
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * w)
    return out
