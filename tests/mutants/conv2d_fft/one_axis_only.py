# mistake: Transforms along the width only (np.fft.fft) and multiplies row by row.
import numpy as np


def conv2d_fft(x, w, b):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    size = (H + KH - 1, W + KW - 1)
    X = np.fft.fft(x, n=size[1])
    K = np.fft.fft(np.pad(w[:, :, ::-1, ::-1], ((0, 0), (0, 0), (0, H - KH), (0, 0))), n=size[1])
    Y = (X[:, None] * K[None]).sum(axis=2)
    y = np.fft.ifft(Y).real
    y = y[:, :, KH - 1:H, KW - 1:W]
    if b is not None:
        y = y + b.reshape(1, -1, 1, 1)
    return y
