# mistake: Takes the maximum over the groups and not within them.
import numpy as np


def cross_channel_max(x, groups):
    N, C, H, W = x.shape
    return x.reshape(N, groups, C // groups, H, W).max(axis=1)
