# mistake: Adds k // 2 on each side, which is right for odd windows only.
import numpy as np


def receptive_field(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        size += 2 * (k // 2) * d * jump
        jump *= s
    return size, jump
