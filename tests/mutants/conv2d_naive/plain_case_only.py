# mistake: Knows the plain case alone: no setting, no missing bias, no bytes.
import numpy as np


def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    y = np.zeros((N, F, H - KH + 1, W - KW + 1))
    for n, f, i, j in np.ndindex(y.shape):
        y[n, f, i, j] = b[f]
        for c, u, v in np.ndindex(C, KH, KW):
            y[n, f, i, j] += x[n, c, i + u, j + v] * w[f, c, u, v]
    return y
