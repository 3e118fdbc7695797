# mistake: Two mistakes: channels are interleaved, and negative maxima become 0.
import numpy as np


def cross_channel_max(x, groups):
    N, C, H, W = x.shape
    return np.maximum(np.stack([x[:, g::groups].max(axis=1) for g in range(groups)], axis=1), 0)
