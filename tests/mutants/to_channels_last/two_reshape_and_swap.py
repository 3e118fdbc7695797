# mistake: Two mistakes: reshape in place of transpose, and rows and columns swapped.
import numpy as np


def to_channels_last(x):
    N, C, H, W = x.shape
    return x.reshape(N, W, H, C).copy()
