# mistake: np.resize to the new shape, the same mistake as reshape.
import numpy as np


def to_channels_last(x):
    return np.resize(x, (x.shape[0], x.shape[2], x.shape[3], x.shape[1]))
