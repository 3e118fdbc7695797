# mistake: Ignores w and always uses the filter of the example, (1, 0, -1).
import numpy as np


def corr1d(x, w):
    w = np.array([1, 0, -1])
    return np.array([np.sum(x[i:i+3] * w) for i in range(len(x) - 2)])
