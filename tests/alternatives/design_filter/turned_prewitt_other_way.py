# way: Prewitt turned by 45 degrees for the other diagonal, in whole numbers times a brightness scale.
import numpy as np


def design_filter():
    k = np.array([[-1, -1, 0], [-1, 0, 1], [0, 1, 1]], dtype=np.float32)
    return k * np.float32(0.5)
