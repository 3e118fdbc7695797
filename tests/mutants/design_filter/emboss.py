# mistake: The emboss filter, whose taps add to 1.
import numpy as np


def design_filter():
    return np.array([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]])
