# mistake: Returns (before, total) where (before, after) is asked for.
import numpy as np


def same_padding(n, k, stride=1):
    out = -(-n // stride)
    total = max((out - 1) * stride + k - n, 0)
    return total // 2, total
