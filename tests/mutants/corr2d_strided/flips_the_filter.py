# mistake: Turns the filter by 180 degrees first, which is convolution and not cross-correlation.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if np.isscalar(stride) else stride
    ph, pw = (padding, padding) if np.isscalar(padding) else padding
    x = np.pad(x, [(ph, ph), (pw, pw)])
    w = w[::-1, ::-1]
    KH, KW = w.shape
    oh = (x.shape[0] - KH) // sh + 1
    ow = (x.shape[1] - KW) // sw + 1
    y = np.empty((oh, ow))
    for i in range(oh):
        for j in range(ow):
            y[i, j] = np.sum(x[i*sh:i*sh+KH, j*sw:j*sw+KW] * w.astype(float))
    return y
