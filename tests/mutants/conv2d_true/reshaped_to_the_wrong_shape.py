# mistake: Reverses the flattened filter but reshapes it to (KW, KH).
import numpy as np


def conv2d_true(x, w):
    kh, kw = w.shape
    k = w.ravel()[::-1].reshape(kw, kh)
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * k)
    return out
