# way: A loop over the weights only: each adds one shifted copy of the signal.
import numpy as np


def corr1d(x, w):
    n_out = len(x) - len(w) + 1
    y = np.zeros(n_out)
    for shift, weight in enumerate(w):
        y += weight * x[shift:shift + n_out]
    return y
