# way: np.apply_over_axes with the axes of length 1 taken away by indexing.
import numpy as np


def global_pool(x, mode="avg"):
    if mode not in ["avg", "max", "sum"]:
        raise ValueError(mode)
    f = getattr(np, "mean" if mode == "avg" else mode)
    y = np.apply_over_axes(f, x.astype(float), (2, 3))
    return y[:, :, 0, 0].copy()
