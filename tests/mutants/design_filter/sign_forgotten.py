# mistake: All taps are positive: the other side of the edge is not subtracted.
import numpy as np


def design_filter():
    return np.array([[0, 1, 2], [1, 0, 1], [2, 1, 0]])
