# mistake: The output is made with zeros_like, so it has the image's data type: uint8 wraps around at 256.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    out = np.zeros_like(x)[: x.shape[0] - kh + 1, : x.shape[1] - kw + 1]
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (x[i:i + kh, j:j + kw] * w).sum()
    return out
