# mistake: The upper triangle with the diagonal is 1 and the lower is -1: the taps add to 3.
import numpy as np


def design_filter():
    return np.array([[1, 1, 1], [-1, 1, 1], [-1, -1, 1]])
