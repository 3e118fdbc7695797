# mistake: Two mistakes: neither the jump nor the dilation counts.
import numpy as np


def receptive_field(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        size += k - 1
        jump *= s
    return size, jump
