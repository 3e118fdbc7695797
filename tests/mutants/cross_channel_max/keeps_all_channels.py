# mistake: Writes the maximum of the run into every channel of it, so C channels come out.
import numpy as np


def cross_channel_max(x, groups):
    N, C, H, W = x.shape
    m = x.reshape(N, groups, C // groups, H, W).max(axis=2)
    return np.repeat(m, C // groups, axis=1)
