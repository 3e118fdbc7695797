# mistake: Ones on the other diagonal: a flat picture gives 3 times its brightness.
import numpy as np


def design_filter():
    return np.fliplr(np.eye(3)).copy()
