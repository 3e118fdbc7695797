# mistake: Returns the total padding as one number.
import numpy as np


def same_padding(n, k, stride=1):
    out = -(-n // stride)
    return max((out - 1) * stride + k - n, 0)
