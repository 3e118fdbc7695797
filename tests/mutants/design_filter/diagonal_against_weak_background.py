# mistake: Ones on the diagonal and -0.4 elsewhere: the taps add to 0.6.
import numpy as np


def design_filter():
    k = np.full((3, 3), -0.4)
    np.fill_diagonal(k, 1.0)
    return k
