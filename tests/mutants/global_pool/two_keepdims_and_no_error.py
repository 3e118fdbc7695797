# mistake: Two mistakes: (N, C, 1, 1) is returned, and an unknown mode gives the average.
import numpy as np


def global_pool(x, mode="avg"):
    f = {"max": np.max, "sum": np.sum}.get(mode, np.mean)
    return f(x.astype(float), axis=(2, 3), keepdims=True)
