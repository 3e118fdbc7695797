# mistake: Conjugates the filter's spectrum, which turns the convolution into the cross-correlation.
import numpy as np


def conv2d_true(x, w):
    kh, kw = w.shape
    h, b = x.shape
    spectrum = np.fft.fft2(x) * np.conj(np.fft.fft2(w, s=(h, b)))
    return np.fft.ifft2(spectrum).real[: h - kh + 1, : b - kw + 1]
