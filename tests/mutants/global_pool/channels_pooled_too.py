# mistake: Pools over the channels as well and returns (N,).
import numpy as np


def global_pool(x, mode="avg"):
    f = {"avg": np.mean, "max": np.max, "sum": np.sum}
    if mode not in f:
        raise ValueError(mode)
    return f[mode](x.astype(float), axis=(1, 2, 3))
