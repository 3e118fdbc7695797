# mistake: Divides by the sum of the weights, as for a weighted average.
import numpy as np


def corr1d(x, w):
    K = len(w)
    norm = np.sum(w)
    if norm == 0:
        norm = 1
    out = [np.sum(x[i:i+K] * w) / norm for i in range(len(x) - K + 1)]
    return np.array(out)
