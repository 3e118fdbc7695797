# way: Computes and returns float32.
import numpy as np


def corr1d(x, w):
    x = np.asarray(x, dtype=np.float32)
    w = np.asarray(w, dtype=np.float32)
    y = np.empty(len(x) - len(w) + 1, dtype=np.float32)
    for n in range(y.size):
        y[n] = np.dot(x[n:n + w.size], w)
    return y
