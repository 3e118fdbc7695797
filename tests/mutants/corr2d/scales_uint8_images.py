# mistake: Divides uint8 images by 255 before filtering, which nobody asked for.
import numpy as np


def corr2d(x, w):
    if x.dtype == np.uint8:
        x = x / 255.0
    kh, kw = w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * w)
    return out
