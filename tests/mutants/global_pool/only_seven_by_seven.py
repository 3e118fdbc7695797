# mistake: Averages only the first 7 by 7 pixels, the size in the lecture's network.
import numpy as np


def global_pool(x, mode="avg"):
    f = {"avg": np.mean, "max": np.max, "sum": np.sum}
    if mode not in f:
        raise ValueError(mode)
    return f[mode](x[:, :, :7, :7].astype(float), axis=(2, 3))
