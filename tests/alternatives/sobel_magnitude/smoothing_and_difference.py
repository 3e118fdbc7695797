# way: Sobel is separable: smooth one way, take differences the other way.
import numpy as np


def sobel_magnitude(image):
    a = np.asarray(image, dtype=np.float64)
    down = a[:-2] + 2 * a[1:-1] + a[2:]
    along = a[:, :-2] + 2 * a[:, 1:-1] + a[:, 2:]
    return np.hypot(down[:, 2:] - down[:, :-2], along[2:] - along[:-2])
