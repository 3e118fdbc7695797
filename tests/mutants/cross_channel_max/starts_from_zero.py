# mistake: Starts at 0, so negative maxima become 0.
import numpy as np


def cross_channel_max(x, groups):
    N, C, H, W = x.shape
    r = C // groups
    out = np.zeros((N, groups, H, W))
    for g in range(groups):
        for c in range(r):
            out[:, g] = np.maximum(out[:, g], x[:, g * r + c])
    return out
