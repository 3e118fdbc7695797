# mistake: Prewitt's filters, and the root is forgotten.
import numpy as np


def sobel_magnitude(image):
    a = image.astype(float)
    gx = sum(a[u:u + a.shape[0] - 2, 2:] - a[u:u + a.shape[0] - 2, :-2] for u in range(3))
    gy = sum(a[2:, v:v + a.shape[1] - 2] - a[:-2, v:v + a.shape[1] - 2] for v in range(3))
    return gx ** 2 + gy ** 2
