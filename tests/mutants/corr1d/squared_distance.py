# mistake: Computes the squared distance between window and filter, a different measure of likeness.
import numpy as np


def corr1d(x, w):
    return np.array([np.sum((x[i:i+len(w)] - w) ** 2) for i in range(len(x) - len(w) + 1)])
