# mistake: Returns a dictionary from position to value.
import numpy as np


def corr1d(x, w):
    result = {}
    for i in range(len(x) - len(w) + 1):
        result[i] = float(np.sum(x[i:i+len(w)] * w))
    return result
