# mistake: Takes groups for the length of a run, so C/groups channels come out.
import numpy as np


def cross_channel_max(x, groups):
    N, C, H, W = x.shape
    return x.reshape(N, C // groups, groups, H, W).max(axis=2)
