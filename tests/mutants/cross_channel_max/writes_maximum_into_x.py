# mistake: Collects the maximum in x itself, so the input is changed.
import numpy as np


def cross_channel_max(x, groups):
    r = x.shape[1] // groups
    for g in range(groups):
        for c in range(1, r):
            np.maximum(x[:, g * r], x[:, g * r + c], out=x[:, g * r])
    return x[:, ::r].copy()
