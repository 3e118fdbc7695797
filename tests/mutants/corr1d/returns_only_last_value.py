# mistake: Returns the sum of the last window instead of the list of all sums.
import numpy as np


def corr1d(x, w):
    y = np.zeros(len(x) - len(w) + 1)
    for n in range(len(y)):
        s = 0
        for k in range(len(w)):
            s = s + x[n + k] * w[k]
        y[n] = s
    return s
