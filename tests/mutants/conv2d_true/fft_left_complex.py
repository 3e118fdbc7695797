# mistake: Returns the complex numbers that ifft2 gives: an image has real values.
import numpy as np


def conv2d_true(x, w):
    kh, kw = w.shape
    product = np.fft.fft2(x) * np.fft.fft2(w, s=x.shape)
    return np.fft.ifft2(product)[kh - 1:, kw - 1:]
