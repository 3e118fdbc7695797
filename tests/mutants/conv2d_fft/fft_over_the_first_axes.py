# mistake: Calls fft2 with axes=(0, 1), batch and channels, instead of the last two.
import numpy as np


def conv2d_fft(x, w, b):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    wide = np.zeros((F, C, H, W))
    wide[:, :, :KH, :KW] = w
    X = np.fft.fft2(x, axes=(0, 1))
    K = np.fft.fft2(wide, axes=(0, 1))
    y = np.fft.ifft2((X[:, None] * np.conj(K)[None]).sum(axis=2), axes=(0, 1)).real
    y = y[:, :, :H - KH + 1, :W - KW + 1]
    if b is not None:
        y = y + b[:, None, None]
    return y
