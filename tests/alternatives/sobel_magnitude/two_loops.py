# way: A loop over the windows and both filters written out.
import numpy as np


def sobel_magnitude(image):
    kx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    ky = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
    H, W = image.shape
    out = np.zeros((H - 2, W - 2))
    for i in range(H - 2):
        for j in range(W - 2):
            win = image[i:i + 3, j:j + 3].astype(float)
            out[i, j] = ((win * kx).sum() ** 2 + (win * ky).sum() ** 2) ** 0.5
    return out
