# mistake: Takes the mean of the run.
import numpy as np


def cross_channel_max(x, groups):
    N, C, H, W = x.shape
    return x.reshape(N, groups, C // groups, H, W).mean(axis=2)
