# way: Banded matrices from the left and from the right.
import numpy as np


def sobel_magnitude(image):
    smooth = lambda n: np.eye(n - 2, n) + 2 * np.eye(n - 2, n, k=1) + np.eye(n - 2, n, k=2)
    differ = lambda n: np.eye(n - 2, n, k=2) - np.eye(n - 2, n)
    H, W = image.shape
    x = image.astype(float)
    gx = smooth(H) @ x @ differ(W).T
    gy = differ(H) @ x @ smooth(W).T
    return np.sqrt(np.square(gx) + np.square(gy))
