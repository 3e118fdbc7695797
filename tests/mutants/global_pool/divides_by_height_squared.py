# mistake: Divides by H*H, as if maps were square.
import numpy as np


def global_pool(x, mode="avg"):
    total = x.sum(axis=(2, 3), dtype=float)
    if mode == "avg":
        return total / x.shape[2] ** 2
    if mode == "sum":
        return total
    if mode == "max":
        return x.max(axis=(2, 3))
    raise ValueError("mode")
