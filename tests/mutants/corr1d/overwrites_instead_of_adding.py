# mistake: Uses = where += is needed, so only the product with the last weight is kept.
import numpy as np


def corr1d(x, w):
    L = len(x) - len(w) + 1
    out = np.zeros(L)
    for i in range(L):
        for j in range(len(w)):
            out[i] = x[i + j] * w[j]
    return out
