# mistake: Sums in the number type of the picture.
import numpy as np


def global_pool(x, mode="avg"):
    if mode == "avg":
        return x.sum(axis=(2, 3), dtype=x.dtype) / (x.shape[2] * x.shape[3])
    if mode == "max":
        return x.max(axis=(2, 3))
    if mode == "sum":
        return x.sum(axis=(2, 3), dtype=x.dtype)
    raise ValueError(mode)
