# mistake: Raises for an even k.
import numpy as np


def same_padding(n, k, stride=1):
    if k % 2 == 0:
        raise ValueError("k must be odd")
    out = (n + stride - 1) // stride
    total = max((out - 1) * stride + k - n, 0)
    return total // 2, total - total // 2
