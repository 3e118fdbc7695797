# mistake: Pools over the batch as well and returns (C,).
import numpy as np


def global_pool(x, mode="avg"):
    f = {"avg": np.mean, "max": np.max, "sum": np.sum}
    if mode not in f:
        raise ValueError(mode)
    return f[mode](x.astype(float), axis=(0, 2, 3))
