# mistake: Reads x[i + k - 1]: the first window silently takes the last sample of the signal.
import numpy as np


def corr1d(x, w):
    y = np.zeros(len(x) - len(w) + 1)
    for i in range(len(y)):
        for k in range(len(w)):
            y[i] += x[i + k - 1] * w[k]
    return y
