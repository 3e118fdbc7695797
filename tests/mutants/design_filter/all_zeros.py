# mistake: Returns zeros: nothing flat answers, but nothing else either.
import numpy as np


def design_filter():
    return np.zeros((3, 3))
