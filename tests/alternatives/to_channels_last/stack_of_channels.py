# way: Stacks the channels along a new last axis.
import numpy as np


def to_channels_last(x):
    return np.stack([x[:, c] for c in range(x.shape[1])], axis=-1)
