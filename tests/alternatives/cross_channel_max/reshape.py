# way: Cuts the channel axis in two and takes the maximum over the inner part.
import numpy as np


def cross_channel_max(x, groups):
    N, C, H, W = x.shape
    return x.reshape(N, groups, C // groups, H, W).max(axis=2)
