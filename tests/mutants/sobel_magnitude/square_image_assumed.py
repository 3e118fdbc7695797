# mistake: Takes the number of rows for both sides.
import numpy as np


def sobel_magnitude(image):
    kx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    ky = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
    H = W = image.shape[0]
    x = image.astype(float)
    out = np.zeros((H - 2, W - 2))
    for i in range(H - 2):
        for j in range(W - 2):
            win = x[i:i+3, j:j+3]
            gx = np.sum(win * kx)
            gy = np.sum(win * ky)
            out[i, j] = np.sqrt(gx ** 2 + gy ** 2)
    return out
