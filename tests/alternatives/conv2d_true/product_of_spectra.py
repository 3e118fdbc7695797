# way: The convolution theorem: product of the two FFTs, cropped where nothing wrapped around.
import numpy as np


def conv2d_true(x, w):
    prod = np.fft.fft2(x) * np.fft.fft2(w, x.shape)
    return np.fft.ifft2(prod).real[w.shape[0] - 1:, w.shape[1] - 1:]
