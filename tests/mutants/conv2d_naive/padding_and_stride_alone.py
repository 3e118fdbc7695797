# mistake: Pads and strides, and knows neither dilation nor groups yet.
import numpy as np


def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    top, left = padding if isinstance(padding, tuple) else (padding, padding)
    down, right = stride if isinstance(stride, tuple) else (stride, stride)
    x = np.pad(x.astype(float), ((0, 0), (0, 0), (top, top), (left, left)))
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    y = np.zeros((N, F, (H - KH) // down + 1, (W - KW) // right + 1))
    for n, f, i, j in np.ndindex(y.shape):
        window = x[n, :, i * down : i * down + KH, j * right : j * right + KW]
        y[n, f, i, j] = (window * w[f]).sum() + (0 if b is None else b[f])
    return y
