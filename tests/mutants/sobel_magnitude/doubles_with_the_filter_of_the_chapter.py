# mistake: Takes the root of gx * 2 + gy * 2, with the filter that the notebook has set up.
import numpy as np

from cnnkit.functional import correlate2d as corr2d

sobel_x = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def sobel_magnitude(image):
    gx, gy = corr2d(image, sobel_x), corr2d(image, sobel_x.T)
    with np.errstate(invalid="ignore"):
        return np.sqrt(gx * 2 + gy * 2)
