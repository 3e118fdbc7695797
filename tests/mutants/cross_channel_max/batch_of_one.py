# mistake: Returns only the first picture's groups, without the batch.
import numpy as np


def cross_channel_max(x, groups):
    N, C, H, W = x.shape
    return x[0].reshape(groups, C // groups, H, W).max(axis=1)
