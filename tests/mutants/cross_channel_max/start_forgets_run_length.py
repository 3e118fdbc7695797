# mistake: The run of group g starts at g, so the runs overlap.
import numpy as np


def cross_channel_max(x, groups):
    N, C, H, W = x.shape
    r = C // groups
    out = np.zeros((N, groups, H, W))
    for g in range(groups):
        out[:, g] = x[:, g:g + r].max(axis=1)
    return out
