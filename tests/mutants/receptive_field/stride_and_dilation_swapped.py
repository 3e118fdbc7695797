# mistake: Unpacks each layer as (k, dilation, stride).
import numpy as np


def receptive_field(layers):
    size, jump = 1, 1
    for k, d, s in layers:
        size += (k - 1) * d * jump
        jump *= s
    return size, jump
