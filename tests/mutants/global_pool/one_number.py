# mistake: Returns one number for everything.
import numpy as np


def global_pool(x, mode="avg"):
    if mode == "avg":
        return x.mean()
    if mode == "max":
        return x.max()
    if mode == "sum":
        return x.sum(dtype=float)
    raise ValueError(mode)
