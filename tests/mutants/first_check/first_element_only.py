# mistake: Adds 1 to the first element only.
import numpy as np


def first_check(x):
    y = np.array(x, dtype=float)
    y.flat[0] += 1
    return y if y.ndim else float(y)
