# mistake: Puts a zero at both ends of the signal first.
import numpy as np


def corr1d(x, w):
    x = np.pad(x.astype(float), 1)
    return [np.dot(x[n : n + len(w)], w) for n in range(len(x) - len(w) + 1)]
