# mistake: Makes an array for three channels.
import numpy as np


def to_channels_last(x):
    N, C, H, W = x.shape
    y = np.zeros((N, H, W, 3), dtype=x.dtype)
    for c in range(3):
        y[:, :, :, c] = x[:, c]
    return y
