# mistake: Copies with H for both sides.
import numpy as np


def to_channels_last(x):
    N, C, H, W = x.shape
    y = np.zeros((N, H, H, C), dtype=x.dtype)
    for i in range(H):
        for j in range(H):
            y[:, i, j] = x[:, :, i, j]
    return y
