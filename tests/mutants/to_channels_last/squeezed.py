# mistake: Moves the axis but squeezes axes of length 1 away.
import numpy as np


def to_channels_last(x):
    return x.transpose(0, 2, 3, 1).squeeze().copy()
