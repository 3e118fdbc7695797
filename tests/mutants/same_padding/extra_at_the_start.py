# mistake: Puts the odd one before the picture and not after it.
import numpy as np


def same_padding(n, k, stride=1):
    out = -(-n // stride)
    total = max((out - 1) * stride + k - n, 0)
    after = total // 2
    return total - after, after
