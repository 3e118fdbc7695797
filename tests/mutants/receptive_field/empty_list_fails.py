# mistake: Takes the first layer by index, which fails for an empty list.
import numpy as np


def receptive_field(layers):
    k, s, d = layers[0]
    size, jump = (k - 1) * d + 1, s
    for k, s, d in layers[1:]:
        size += (k - 1) * d * jump
        jump *= s
    return size, jump
