# mistake: The filter is taken to have two weights.
import numpy as np


def corr1d(x, w):
    return np.array([x[n] * w[0] + x[n + 1] * w[1] for n in range(len(x) - 1)])
