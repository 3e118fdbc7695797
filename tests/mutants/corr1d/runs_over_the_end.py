# mistake: Starts a window at every sample of x, so that the last windows read beyond its end.
import numpy as np


def corr1d(x, w):
    y = np.zeros(len(x))
    for i in range(len(x)):
        for j in range(len(w)):
            y[i] += x[i+j] * w[j]
    return y
