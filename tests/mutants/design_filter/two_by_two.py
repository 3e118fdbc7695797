# mistake: A 2 by 2 filter.
import numpy as np


def design_filter():
    return np.array([[0, 1], [-1, 0]])
