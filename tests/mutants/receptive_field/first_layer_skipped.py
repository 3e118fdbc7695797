# mistake: The loop starts at layer 1.
import numpy as np


def receptive_field(layers):
    size, jump = 1, 1
    for k, s, d in layers[1:]:
        size += (k - 1) * d * jump
        jump *= s
    return size, jump
