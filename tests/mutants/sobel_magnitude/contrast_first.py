# mistake: Stretches the picture to 0 to 1 before the filters.
import numpy as np


def sobel_magnitude(image):
    x = image.astype(float)
    x = (x - x.min()) / (x.max() - x.min())
    k = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3))
    return np.hypot((windows * k).sum(axis=(2, 3)), (windows * k.T).sum(axis=(2, 3)))
