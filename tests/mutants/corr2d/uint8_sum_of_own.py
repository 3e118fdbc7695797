# mistake: Adds up in a variable that has the image's data type, so uint8 sums wrap around at 256.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            products = x[i:i + kh, j:j + kw] * w
            out[i, j] = products.sum(dtype=x.dtype)
    return out
