# mistake: Has a third parameter without a default, so the call with x and w fails.
import numpy as np


def corr2d(x, w, stride):
    kh, kw = w.shape
    oh = (x.shape[0] - kh) // stride + 1
    ow = (x.shape[1] - kw) // stride + 1
    out = np.zeros((oh, ow))
    for i in range(oh):
        for j in range(ow):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(x[a:a+kh, b:b+kw] * w)
    return out
