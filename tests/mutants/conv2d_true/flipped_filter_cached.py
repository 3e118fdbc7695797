# mistake: Keeps the flipped filter in a dictionary by its shape, so another filter of that shape is ignored.
import numpy as np

FLIPPED = {}


def conv2d_true(x, w):
    if w.shape not in FLIPPED:
        FLIPPED[w.shape] = w[::-1, ::-1].copy()
    k = FLIPPED[w.shape]
    kh, kw = k.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * k)
    return out
