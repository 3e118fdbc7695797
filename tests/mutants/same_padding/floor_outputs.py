# mistake: Uses floor(n / stride) outputs.
import numpy as np


def same_padding(n, k, stride=1):
    out = n // stride
    total = max((out - 1) * stride + k - n, 0)
    return total // 2, total - total // 2
