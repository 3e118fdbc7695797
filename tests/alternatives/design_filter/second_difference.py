# way: The product of two differences, which answers both diagonals and no straight edge.
import numpy as np


def design_filter():
    d = np.array([-1, 0, 1])
    return d[:, None] * d[None, :]
