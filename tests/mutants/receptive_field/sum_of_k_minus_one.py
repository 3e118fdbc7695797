# mistake: Adds k - 1 for each layer and forgets the jump.
import numpy as np


def receptive_field(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        size += (k - 1) * d
        jump *= s
    return size, jump
