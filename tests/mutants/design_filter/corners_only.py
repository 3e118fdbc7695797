# mistake: Only two opposite corners: level and upright edges give the same.
import numpy as np


def design_filter():
    return np.array([[0, 0, 1], [0, 0, 0], [-1, 0, 0]])
