# mistake: Pads with zeros and returns a picture of the input's size.
import numpy as np


def corr(x, w):
    v = np.lib.stride_tricks.sliding_window_view(x, w.shape)
    return np.einsum("ijuv,uv->ij", v, w)

def sobel_magnitude(image):
    kx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=float)
    image = np.pad(image, 1)
    gx = corr(image.astype(float), kx)
    gy = corr(image.astype(float), kx.T)
    return np.sqrt(gx * gx + gy * gy)
