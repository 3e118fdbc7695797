# mistake: Multiplies the window sizes.
import numpy as np


def receptive_field(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        size *= (k - 1) * d + 1
        jump *= s
    return size, jump
