# mistake: Two mistakes: the layers are reversed, and the size starts at 0.
import numpy as np


def receptive_field(layers):
    size, jump = 0, 1
    for k, s, d in layers[::-1]:
        size += (k - 1) * d * jump
        jump *= s
    return size, jump
