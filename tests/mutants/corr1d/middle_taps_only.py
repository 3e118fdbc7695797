# mistake: The inner loop ends at len(w) - 1, so the last weight is never used.
import numpy as np


def corr1d(x, w):
    K = len(w)
    y = np.zeros(len(x) - K + 1)
    for n in range(len(x) - K + 1):
        for k in range(K - 1):
            y[n] += x[n + k] * w[k]
    return y
