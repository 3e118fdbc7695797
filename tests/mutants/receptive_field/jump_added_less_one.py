# mistake: Adds s - 1 to the jump for each layer.
import numpy as np


def receptive_field(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        size += (k - 1) * d * jump
        jump += s - 1
    return size, jump
