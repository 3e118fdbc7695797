# mistake: Starts with size 0.
import numpy as np


def receptive_field(layers):
    size, jump = 0, 1
    for k, s, d in layers:
        size += (k - 1) * d * jump
        jump *= s
    return size, jump
