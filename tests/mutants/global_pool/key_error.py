# mistake: An unknown mode ends in a KeyError.
import numpy as np


def global_pool(x, mode="avg"):
    return {"avg": np.mean, "max": np.max, "sum": np.sum}[mode](x.astype(float), axis=(2, 3))
