# mistake: Rounds every value to two decimals.
import numpy as np


def corr1d(x, w):
    y = [np.dot(x[i:i+len(w)], w) for i in range(len(x) - len(w) + 1)]
    return np.round(y, 2)
