# mistake: Puts ones on the diagonal and forgets that the taps must add to 0.
import numpy as np


def design_filter():
    return np.eye(3)
