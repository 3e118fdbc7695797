# way: Sorts each run and takes its last.
import numpy as np


def cross_channel_max(x, groups):
    N, C, H, W = x.shape
    runs = np.moveaxis(x, 1, -1).reshape(N, H, W, groups, -1)
    return np.moveaxis(np.sort(runs, axis=-1)[..., -1], -1, 1).astype(float)
