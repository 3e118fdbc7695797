# mistake: The counter of the while loop is never increased.
# slow
import numpy as np


def corr1d(x, w):
    i = 0
    out = []
    while i <= len(x) - len(w):
        s = 0
        for j in range(len(w)):
            s += x[i + j] * w[j]
        out.append(s)
    return np.array(out)
