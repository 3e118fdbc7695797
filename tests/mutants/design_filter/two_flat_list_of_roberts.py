# mistake: Two mistakes: nine numbers in one row, and only two neighbours are compared.
import numpy as np


def design_filter():
    return np.array([1, 0, 0, 0, -1, 0, 0, 0, 0])
