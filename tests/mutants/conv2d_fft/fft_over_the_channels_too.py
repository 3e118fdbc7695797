# mistake: np.fft.fftn over channels, rows and columns (the inverse too); then picks channel 0, as if the sum over channels were in it.
import numpy as np


def conv2d_fft(x, w, b):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    X = np.fft.fftn(x, s=(C, H, W), axes=(1, 2, 3))
    K = np.fft.fftn(w[:, :, ::-1, ::-1], s=(C, H, W), axes=(1, 2, 3))
    y = np.fft.ifftn(X[:, None] * K[None], axes=(2, 3, 4)).real[:, :, 0]
    y = y[:, :, KH - 1:, KW - 1:]
    if b is not None:
        y = y + b.reshape(1, -1, 1, 1)
    return y
