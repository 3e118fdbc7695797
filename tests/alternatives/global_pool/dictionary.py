# way: A dictionary of functions over axes 2 and 3.
import numpy as np


def global_pool(x, mode="avg"):
    functions = {"avg": np.mean, "max": np.max, "sum": np.sum}
    if mode not in functions:
        raise ValueError(f"unknown mode {mode}")
    return functions[mode](x.astype(np.float64), axis=(2, 3))
