# mistake: Returns formatted strings instead of numbers.
import numpy as np


def corr1d(x, w):
    return [f"{np.dot(x[i:i+len(w)], w):.4f}" for i in range(len(x) - len(w) + 1)]
