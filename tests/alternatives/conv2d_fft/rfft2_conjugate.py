# way: rfft2 of image and filter at the size of the image, product with the conjugate, irfft2 with s=, top left corner kept.
import numpy as np


def conv2d_fft(x, w, b):
    H, W = x.shape[2:]
    F, C, KH, KW = w.shape
    X = np.fft.rfft2(x, s=(H, W))
    K = np.fft.rfft2(w, s=(H, W))
    Y = np.einsum("nchw,fchw->nfhw", X, K.conj())
    y = np.fft.irfft2(Y, s=(H, W))[:, :, :H - KH + 1, :W - KW + 1]
    return y.copy() if b is None else y + b[:, None, None]
