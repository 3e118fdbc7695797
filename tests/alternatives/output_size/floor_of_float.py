# way: math.floor of a division.
import math

import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    size = math.floor((n + 2 * padding - dilation * (k - 1) - 1) / stride + 1)
    if n + 2 * padding < dilation * (k - 1) + 1:
        raise ValueError("does not fit")
    return size
