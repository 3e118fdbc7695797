# mistake: The sharpening filter, whose taps add to 1.
import numpy as np


def design_filter():
    return np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
