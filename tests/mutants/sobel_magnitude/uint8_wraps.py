# mistake: Computes in the picture's own number type, so the differences of uint8 wrap around.
import numpy as np


def sobel_magnitude(image):
    a = image
    right = a[:-2, 2:] + 2 * a[1:-1, 2:] + a[2:, 2:]
    left = a[:-2, :-2] + 2 * a[1:-1, :-2] + a[2:, :-2]
    low = a[2:, :-2] + 2 * a[2:, 1:-1] + a[2:, 2:]
    top = a[:-2, :-2] + 2 * a[:-2, 1:-1] + a[:-2, 2:]
    gx, gy = right - left, low - top
    return np.sqrt(gx.astype(float) ** 2 + gy.astype(float) ** 2)
