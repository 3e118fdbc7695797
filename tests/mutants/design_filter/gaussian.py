# mistake: A blur filter.
import numpy as np


def design_filter():
    return np.outer([1, 2, 1], [1, 2, 1]) / 16
