# mistake: With the conjugate the good part is top left; crops from KH − 1 on.
import numpy as np


def conv2d_fft(x, w, b):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    X = np.fft.rfft2(x, s=(H, W))
    K = np.fft.rfft2(w, s=(H, W))
    Y = np.einsum("nchw,fchw->nfhw", X, np.conj(K))
    y = np.fft.irfft2(Y, s=(H, W))
    y = y[:, :,  KH - 1:, KW - 1:]
    if b is not None:
        y = y + b[:, None, None]
    return y
