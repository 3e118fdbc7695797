# mistake: Takes the maximum over all channels and repeats it for each group.
import numpy as np


def cross_channel_max(x, groups):
    return np.repeat(x.max(axis=1, keepdims=True), groups, axis=1)
