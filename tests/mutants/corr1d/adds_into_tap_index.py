# mistake: Adds into y[k], the index of the weight, instead of y[n], the position.
import numpy as np


def corr1d(x, w):
    y = np.zeros(len(x) - len(w) + 1)
    for n in range(len(y)):
        for k in range(len(w)):
            y[k] += x[n + k] * w[k]
    return y
