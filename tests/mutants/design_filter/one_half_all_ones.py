# mistake: The upper triangle is 1, the lower one is 0: not zero for a flat picture.
import numpy as np


def design_filter():
    return np.triu(np.ones((3, 3)))
