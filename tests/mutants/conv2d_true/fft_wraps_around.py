# mistake: Multiplies FFTs of the image's size and takes the first rows and columns, which wrap around.
import numpy as np


def conv2d_true(x, w):
    OH = x.shape[0] - w.shape[0] + 1
    OW = x.shape[1] - w.shape[1] + 1
    X = np.fft.fft2(x)
    K = np.fft.fft2(w, s=x.shape)
    return np.real(np.fft.ifft2(X * K))[:OH, :OW]
