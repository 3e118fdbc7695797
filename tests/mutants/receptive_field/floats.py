# mistake: Computes with np.prod of floats, so the numbers are floats.
import numpy as np


def receptive_field(layers):
    size, jump = 1.0, 1.0
    for k, s, d in layers:
        size += (k - 1) * d * jump
        jump *= s
    return size, jump
