# mistake: Two mistakes: the maximum is never below 0, and the mean is rounded down.
import numpy as np


def global_pool(x, mode="avg"):
    x = x.astype(float)
    if mode == "max":
        return np.maximum(x.max(axis=(2, 3)), 0)
    if mode == "sum":
        return x.sum(axis=(2, 3))
    if mode == "avg":
        return x.sum(axis=(2, 3)) // (x.shape[2] * x.shape[3])
    raise ValueError(mode)
