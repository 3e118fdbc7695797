# mistake: Sets x.shape, which changes the input and moves nothing.
import numpy as np


def to_channels_last(x):
    N, C, H, W = x.shape
    x.shape = (N, H, W, C)
    return x
