# mistake: Centre minus right neighbour: an upright edge.
import numpy as np


def design_filter():
    return np.array([[0, 0, 0], [0, 1, -1], [0, 0, 0]])
