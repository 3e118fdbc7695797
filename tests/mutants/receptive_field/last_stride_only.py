# mistake: The jump is the stride of the last layer.
import numpy as np


def receptive_field(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        size += (k - 1) * d * jump
        jump = s
    return size, jump
