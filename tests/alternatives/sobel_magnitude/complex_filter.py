# way: One complex filter, gx + i gy, and the absolute value.
import numpy as np


def sobel_magnitude(image):
    k = np.array([[-1 - 1j, -2j, 1 - 1j], [-2, 0, 2], [-1 + 1j, 2j, 1 + 1j]])
    v = np.lib.stride_tricks.sliding_window_view(image.astype(float), (3, 3))
    return np.abs(np.tensordot(v, k, axes=2))
