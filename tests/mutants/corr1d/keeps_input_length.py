# mistake: The output is as long as x, and the places where the window does not fit stay 0.
import numpy as np


def corr1d(x, w):
    y = np.zeros(len(x))
    for i in range(0, len(x) - len(w) + 1):
        for k in range(0, len(w)):
            y[i] = y[i] + x[i + k] * w[k]
    return y
