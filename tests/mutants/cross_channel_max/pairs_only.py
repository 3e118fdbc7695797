# mistake: Always compares pairs of neighbours.
import numpy as np


def cross_channel_max(x, groups):
    return np.maximum(x[:, 0::2], x[:, 1::2])
