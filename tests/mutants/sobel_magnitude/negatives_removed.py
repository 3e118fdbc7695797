# mistake: Sets negative responses to 0 before squaring.
import numpy as np


def sobel_magnitude(image):
    kx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    ky = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
    H, W = image.shape
    x = image.astype(float)
    out = np.zeros((H - 2, W - 2))
    for i in range(H - 2):
        for j in range(W - 2):
            win = x[i:i+3, j:j+3]
            gx = max(0, np.sum(win * kx))
            gy = max(0, np.sum(win * ky))
            out[i, j] = np.sqrt(gx ** 2 + gy ** 2)
    return out
