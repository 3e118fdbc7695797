# mistake: Pools over axes 1 and 2, as if the channels came last.
import numpy as np


def global_pool(x, mode="avg"):
    f = {"avg": np.mean, "max": np.max, "sum": np.sum}
    if mode not in f:
        raise ValueError(mode)
    return f[mode](x.astype(float), axis=(1, 2))
