# mistake: Pads, and knows neither stride nor dilation nor groups yet.
import numpy as np


def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    top, left = padding if isinstance(padding, tuple) else (padding, padding)
    x = np.pad(x.astype(float), ((0, 0), (0, 0), (top, top), (left, left)))
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    y = np.zeros((N, F, H - KH + 1, W - KW + 1))
    for n, f, i, j in np.ndindex(y.shape):
        y[n, f, i, j] = (x[n, :, i : i + KH, j : j + KW] * w[f]).sum()
        if b is not None:
            y[n, f, i, j] += b[f]
    return y
