# mistake: Compares every groups-th channel, not neighbours.
import numpy as np


def cross_channel_max(x, groups):
    N, C, H, W = x.shape
    return x.reshape(N, C // groups, groups, H, W).max(axis=1)
