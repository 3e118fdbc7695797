# mistake: Returns the Sobel filter for upright edges.
import numpy as np


def design_filter():
    return np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
