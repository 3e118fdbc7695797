# mistake: Uses (size - k) / stride + 1, the output's size, in place of the field.
import numpy as np


def receptive_field(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        size = (size - d * (k - 1) - 1) // s + 1
        jump *= s
    return size, jump
