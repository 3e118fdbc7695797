# mistake: np.append returns a new array, which is not kept: the result stays empty.
import numpy as np


def corr1d(x, w):
    y = np.array([])
    for n in range(len(x) - len(w) + 1):
        s = 0
        for k in range(len(w)):
            s += x[n + k] * w[k]
        np.append(y, s)
    return y
