# mistake: Takes the layers out of the list, which is empty afterwards.
import numpy as np


def receptive_field(layers):
    size, jump = 1, 1
    while layers:
        k, s, d = layers.pop(0)
        size += (k - 1) * d * jump
        jump *= s
    return size, jump
