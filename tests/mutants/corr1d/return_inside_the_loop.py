# mistake: The return is indented one level too far, so it stops after the first position.
import numpy as np


def corr1d(x, w):
    y = np.zeros(len(x) - len(w) + 1)
    for n in range(len(y)):
        for k in range(len(w)):
            y[n] += x[n + k] * w[k]
        return y
