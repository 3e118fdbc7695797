# mistake: Takes the conjugate of the sum instead of the filter.
import numpy as np


def conv2d_fft(x, w, b):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    waves_x = np.fft.rfft2(x, s=(H, W))
    waves_w = np.fft.rfft2(w, s=(H, W))
    product = (waves_x[:, None] * waves_w[None]).sum(axis=2).conj()
    y = np.fft.irfft2(product, s=(H, W))[:, :, : H - KH + 1, : W - KW + 1]
    if b is not None:
        y = y + b.reshape(1, F, 1, 1)
    return y
