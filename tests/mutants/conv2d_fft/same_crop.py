# mistake: Crops the full result to the size of the image ("same").
import numpy as np


def conv2d_fft(x, w, b):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    size = (H + KH - 1, W + KW - 1)
    X = np.fft.fft2(x, s=size)
    K = np.fft.fft2(w[:, :, ::-1, ::-1], s=size)
    Y = (X[:, None] * K[None]).sum(axis=2)
    y = np.fft.ifft2(Y).real
    y = y[:, :, (KH - 1) // 2:(KH - 1) // 2 + H, (KW - 1) // 2:(KW - 1) // 2 + W]
    if b is not None:
        y = y + b.reshape(1, -1, 1, 1)
    return y
