# mistake: Uses the weights 3, 10, 3 of the Scharr filter.
import numpy as np


def corr(x, w):
    v = np.lib.stride_tricks.sliding_window_view(x, w.shape)
    return np.einsum("ijuv,uv->ij", v, w)

def sobel_magnitude(image):
    kx = np.array([[-3, 0, 3], [-10, 0, 10], [-3, 0, 3]], dtype=float)
    gx = corr(image.astype(float), kx)
    gy = corr(image.astype(float), kx.T)
    return np.sqrt(gx * gx + gy * gy)
