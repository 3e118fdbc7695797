# mistake: Goes through the layers from the last to the first but with the forward rule.
import numpy as np


def receptive_field(layers):
    size, jump = 1, 1
    for k, s, d in reversed(layers):
        size += (k - 1) * d * jump
        jump *= s
    return size, jump
