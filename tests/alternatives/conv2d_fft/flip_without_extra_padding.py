# way: Flipped filter at the size of the image itself: the first KH − 1 rows are spoilt by the wrap and cut off.
import numpy as np


def conv2d_fft(x, w, b):
    H, W = x.shape[-2], x.shape[-1]
    KH, KW = w.shape[-2], w.shape[-1]
    wide = np.zeros(w.shape[:2] + (H, W))
    wide[..., :KH, :KW] = np.flip(w, (2, 3))
    spectrum = np.einsum("ncij,fcij->nfij", np.fft.fft2(x), np.fft.fft2(wide))
    y = np.real(np.fft.ifft2(spectrum))[..., KH - 1:, KW - 1:]
    return y + (0 if b is None else b[None, :, None, None])
