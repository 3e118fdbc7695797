# mistake: Puts the filter in the middle of the padded array, so the result is shifted.
import numpy as np


def conv2d_fft(x, w, b):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    X = np.fft.rfft2(x, s=(H, W))
    wide = np.zeros((F, C, H, W))
    top, left = (H - KH) // 2, (W - KW) // 2
    wide[:, :, top:top + KH, left:left + KW] = w
    K = np.fft.rfft2(wide)
    Y = np.einsum("nchw,fchw->nfhw", X, np.conj(K))
    y = np.fft.irfft2(Y, s=(H, W))
    y = y[:, :, :H - KH + 1, :W - KW + 1]
    if b is not None:
        y = y + b[:, None, None]
    return y
