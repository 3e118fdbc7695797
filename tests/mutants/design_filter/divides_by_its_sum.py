# mistake: Divides by the sum of the taps, which is 0.
import numpy as np


def design_filter():
    w = np.array([[1, 1, 0], [1, 0, -1], [0, -1, -1]])
    with np.errstate(all="ignore"):
        return w / w.sum()
