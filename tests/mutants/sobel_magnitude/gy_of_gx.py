# mistake: Takes gy from the filtered picture gx, one filter after the other.
import numpy as np


def corr(x, w):
    v = np.lib.stride_tricks.sliding_window_view(x, w.shape)
    return np.einsum("ijuv,uv->ij", v, w)

def sobel_magnitude(image):
    kx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=float)
    gx = corr(image.astype(float), kx)
    gy = corr(np.pad(gx, 1), kx.T)
    return np.sqrt(gx * gx + gy * gy)
