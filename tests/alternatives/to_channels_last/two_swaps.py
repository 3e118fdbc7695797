# way: Two swaps of neighbours, one after the other.
import numpy as np


def to_channels_last(x):
    y = np.swapaxes(np.swapaxes(x, 1, 2), 2, 3)
    return y + np.zeros((), dtype=x.dtype)
