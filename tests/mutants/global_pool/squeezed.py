# mistake: np.squeeze drops the batch axis for one picture and the channel axis for one channel.
import numpy as np


def global_pool(x, mode="avg"):
    f = {"avg": np.mean, "max": np.max, "sum": np.sum}
    if mode not in f:
        raise ValueError(mode)
    return np.squeeze(f[mode](x.astype(float), axis=(2, 3)))
