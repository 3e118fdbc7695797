# mistake: The filter is taken to have three weights, as in the example.
import numpy as np


def corr1d(x, w):
    y = []
    for i in range(len(x) - 2):
        y.append(x[i] * w[0] + x[i+1] * w[1] + x[i+2] * w[2])
    return np.array(y)
