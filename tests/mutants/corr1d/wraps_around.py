# mistake: Takes the index modulo len(x), so that the signal goes on from its beginning.
import numpy as np


def corr1d(x, w):
    n = len(x)
    return np.array([sum(w[k] * x[(i + k) % n] for k in range(len(w))) for i in range(n)])
