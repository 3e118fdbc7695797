# mistake: Takes the largest magnitude.
import numpy as np


def cross_channel_max(x, groups):
    N, C, H, W = x.shape
    return np.abs(x.astype(float)).reshape(N, groups, C // groups, H, W).max(axis=2)
