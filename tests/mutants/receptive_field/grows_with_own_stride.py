# mistake: Uses the layer's stride in place of the jump.
import numpy as np


def receptive_field(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        size += (k - 1) * d * s
        jump *= s
    return size, jump
