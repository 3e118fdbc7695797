# mistake: The run ends one channel too early.
import numpy as np


def cross_channel_max(x, groups):
    N, C, H, W = x.shape
    r = C // groups
    out = np.zeros((N, groups, H, W))
    for g in range(groups):
        out[:, g] = x[:, g * r:max((g + 1) * r - 1, g * r + 1)].max(axis=1)
    return out
