# way: The difference of the filters for level and upright edges.
import numpy as np


def design_filter():
    kx = np.outer([1.0, 2.0, 1.0], [-1.0, 0.0, 1.0])
    return (kx - kx.T) / 8
