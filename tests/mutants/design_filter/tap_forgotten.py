# mistake: One corner of the diagonal filter is forgotten, so the taps add to 2.
import numpy as np


def design_filter():
    return np.array([[0, 1, 2], [-1, 0, 1], [0, -1, 0]])
