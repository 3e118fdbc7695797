# mistake: Thinks that a 1x1 filter changes nothing and returns a copy of x plus the bias.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    y = x.astype(float)
    if b is not None:
        y = y + b[0]
    return y
