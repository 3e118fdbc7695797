# mistake: Everything that is not avg or max gives the sum, without an error.
import numpy as np


def global_pool(x, mode="avg"):
    flat = x.astype(float).reshape(x.shape[0], x.shape[1], -1)
    if mode == "avg":
        return flat.mean(axis=2)
    if mode == "max":
        return flat.max(axis=2)
    return flat.sum(axis=2)
