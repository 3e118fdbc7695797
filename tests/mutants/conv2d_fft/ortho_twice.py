# mistake: norm="ortho" in all three transforms, so a factor √(HW) is missing.
import numpy as np


def conv2d_fft(x, w, b):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    X = np.fft.rfft2(x, s=(H, W), norm="ortho")
    K = np.fft.rfft2(w, s=(H, W), norm="ortho")
    Y = np.einsum("nchw,fchw->nfhw", X, np.conj(K))
    y = np.fft.irfft2(Y, s=(H, W), norm="ortho")
    y = y[:, :, :H - KH + 1, :W - KW + 1]
    if b is not None:
        y = y + b[:, None, None]
    return y
