# mistake: Calls NumPy's ready-made np.correlate, which the exercise does not allow.
import numpy as np


def corr1d(x, w):
    return np.correlate(x, w, mode="valid")
