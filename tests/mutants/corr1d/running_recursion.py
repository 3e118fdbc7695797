# mistake: Adds the previous output to each new one's sum by using it as a start value.
import numpy as np


def corr1d(x, w):
    y = np.zeros(len(x) - len(w) + 1)
    for n in range(len(y)):
        y[n] = y[n - 1] + np.dot(x[n:n + len(w)], w)
    return y
