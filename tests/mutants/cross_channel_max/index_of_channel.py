# mistake: Returns which channel wins, not its value.
import numpy as np


def cross_channel_max(x, groups):
    N, C, H, W = x.shape
    return x.reshape(N, groups, C // groups, H, W).argmax(axis=2)
