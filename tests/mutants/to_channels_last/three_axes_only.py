# mistake: Transposes as if x had no batch axis and fails for four axes.
import numpy as np


def to_channels_last(x):
    return x.transpose(1, 2, 0).copy()
