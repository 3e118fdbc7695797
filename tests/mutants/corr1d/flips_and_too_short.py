# mistake: Two at once: the filter is reversed, and the last position is left out.
import numpy as np


def corr1d(x, w):
    y = []
    for n in range(len(x) - len(w)):
        s = 0
        for k in range(len(w)):
            s += x[n + k] * w[len(w) - 1 - k]
        y.append(s)
    return np.array(y)
