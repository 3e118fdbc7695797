# mistake: Adds b without asking whether it is None.
import numpy as np


def conv2d_fft(x, w, b):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    X = np.fft.rfft2(x, s=(H, W))
    K = np.fft.rfft2(w, s=(H, W))
    Y = np.einsum("nchw,fchw->nfhw", X, np.conj(K))
    y = np.fft.irfft2(Y, s=(H, W))
    y = y[:, :, :H - KH + 1, :W - KW + 1]
    y = y + b[:, None, None]
    return y
