# mistake: Writes 0.33 for a third, so the taps do not quite cancel.
import numpy as np


def design_filter():
    return np.array([[0, 0.33, 0.33], [-0.5, 0, 0.33], [-0.5, 0, 0]])
