# mistake: Two mistakes: the edge is upright, and the centre is 1 so that flat pictures answer.
import numpy as np


def design_filter():
    return np.array([[-1, 0, 1], [-2, 1, 2], [-1, 0, 1]])
