# way: Convolution theorem: the flipped filter, both padded to the full size H + KH − 1, real part, middle cut out.
import numpy as np


def conv2d_fft(x, w, b):
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    size = (H + KH - 1, W + KW - 1)
    X = np.fft.fft2(x, size)
    K = np.fft.fft2(w[:, :, ::-1, ::-1], size)
    full = np.fft.ifft2((X[:, None] * K[None]).sum(axis=2)).real
    valid = full[:, :, KH - 1:H, KW - 1:W]
    if b is None:
        b = np.zeros(F)
    return valid + np.reshape(b, (1, F, 1, 1))
