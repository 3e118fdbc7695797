# mistake: Casts the answer to the picture's number type: sums wrap and averages lose their fractions.
import numpy as np


def global_pool(x, mode="avg"):
    f = {"avg": np.mean, "max": np.max, "sum": np.sum}
    if mode not in f:
        raise ValueError(mode)
    return f[mode](x.astype(float), axis=(2, 3)).astype(x.dtype)
