# mistake: A diagonal filter of 5 by 5.
import numpy as np


def design_filter():
    i, j = np.mgrid[:5, :5]
    return np.sign(j - i)
