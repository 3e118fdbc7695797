# mistake: Sets everything smaller than 1e-2 in the result to 0.
import numpy as np


def conv2d_fft(x, w, b):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    X = np.fft.rfft2(x, s=(H, W))
    K = np.fft.rfft2(w, s=(H, W))
    Y = np.einsum("nchw,fchw->nfhw", X, np.conj(K))
    y = np.fft.irfft2(Y, s=(H, W))
    y = y[:, :, :H - KH + 1, :W - KW + 1]
    if b is not None:
        y = y + b[:, None, None]
    y[np.abs(y) < 1e-2] = 0
    return y
