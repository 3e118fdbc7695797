# way: np.split into runs, the maximum of each, concatenated.
import numpy as np


def cross_channel_max(x, groups):
    return np.concatenate([part.max(axis=1, keepdims=True) for part in np.split(x, groups, axis=1)], axis=1)
