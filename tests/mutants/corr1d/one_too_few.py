# mistake: The output has length len(x) - len(w): the last position of the window is left out.
import numpy as np


def corr1d(x, w):
    out = []
    for i in range(len(x) - len(w)):
        s = 0
        for j in range(len(w)):
            s += x[i + j] * w[j]
        out.append(s)
    return np.array(out)
