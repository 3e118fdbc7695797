# mistake: Writes gx * 2 where gx ** 2 was meant.
import numpy as np


def sobel_magnitude(image):
    k = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (3, 3))
    gx = (windows * k).sum(axis=(2, 3))
    gy = (windows * k.T).sum(axis=(2, 3))
    return np.sqrt(np.abs(gx * 2 + gy * 2))
