# way: np.maximum.reduceat along the channels.
import numpy as np


def cross_channel_max(x, groups):
    return np.maximum.reduceat(x, np.arange(0, x.shape[1], x.shape[1] // groups), axis=1)
