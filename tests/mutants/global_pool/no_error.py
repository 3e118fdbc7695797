# mistake: An unknown mode returns None.
import numpy as np


def global_pool(x, mode="avg"):
    if mode == "avg":
        return x.astype(float).mean(axis=(2, 3))
    elif mode == "max":
        return x.max(axis=(2, 3))
    elif mode == "sum":
        return x.astype(float).sum(axis=(2, 3))
