# mistake: Takes the maximum over rows and columns, too.
import numpy as np


def cross_channel_max(x, groups):
    N, C, H, W = x.shape
    return x.reshape(N, groups, C // groups, H, W).max(axis=(2, 3, 4))
