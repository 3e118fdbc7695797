# way: np.vectorize over the positions, with a closure for one position.
import numpy as np


def corr1d(x, w):
    def at(n):
        return float(np.sum(x[n:n + len(w)] * w))
    return np.vectorize(at)(np.arange(len(x) - len(w) + 1))
