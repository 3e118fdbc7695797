# mistake: Adds the weights to the samples where they should be multiplied.
import numpy as np


def corr1d(x, w):
    K = len(w)
    y = np.zeros(len(x) - K + 1)
    for i in range(len(y)):
        for k in range(K):
            y[i] += x[i + k] + w[k]
    return y
