# way: A comprehension over pictures and maps with plain Python sums.
import math

import numpy as np


def global_pool(x, mode="avg"):
    how = {
        "avg": lambda v: math.fsum(v) / len(v),
        "sum": math.fsum,
        "max": max,
    }
    if mode not in how:
        raise ValueError(mode)
    return np.array([[how[mode](channel.ravel().tolist()) for channel in image] for image in x], dtype=float)
