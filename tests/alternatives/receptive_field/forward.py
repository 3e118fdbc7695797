# way: Goes forward with the jump.
import numpy as np


def receptive_field(layers):
    size, jump = 1, 1
    for k, stride, dilation in layers:
        size = size + dilation * (k - 1) * jump
        jump = jump * stride
    return (size, jump)
