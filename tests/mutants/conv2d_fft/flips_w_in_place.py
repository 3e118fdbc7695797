# mistake: Flips the filter inside the caller's array.
import numpy as np


def conv2d_fft(x, w, b):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    w[:] = w[:, :, ::-1, ::-1].copy()
    size = (H + KH - 1, W + KW - 1)
    X = np.fft.fft2(x, s=size)
    K = np.fft.fft2(w, s=size)
    Y = (X[:, None] * K[None]).sum(axis=2)
    y = np.fft.ifft2(Y).real
    y = y[:, :, KH - 1:H, KW - 1:W]
    if b is not None:
        y = y + b.reshape(1, -1, 1, 1)
    return y
