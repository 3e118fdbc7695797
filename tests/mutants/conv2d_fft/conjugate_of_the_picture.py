# mistake: Takes the conjugate of the picture instead of the filter.
import numpy as np


def conv2d_fft(x, w, b):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    fx, fw = np.fft.rfft2(x, s=(H, W)).conj(), np.fft.rfft2(w, s=(H, W))
    y = np.fft.irfft2(np.einsum("ncij,fcij->nfij", fx, fw), s=(H, W))[:, :, :H - KH + 1, :W - KW + 1]
    return y if b is None else y + b[:, None, None]
