# mistake: Adds a bias of 1 to every value, which is not part of the exercise.
import numpy as np


def corr2d(x, w, b=1.0):
    KH, KW = w.shape
    z = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            z[i, j] = np.sum(x[i:i+KH, j:j+KW] * w) + b
    return z
