# way: einsum that only renames axes.
import numpy as np


def to_channels_last(x):
    return np.einsum("nchw->nhwc", x).copy()
