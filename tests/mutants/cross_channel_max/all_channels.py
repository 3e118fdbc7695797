# mistake: Takes the maximum over all channels.
import numpy as np


def cross_channel_max(x, groups):
    return x.max(axis=1, keepdims=True)
