# mistake: Two mistakes: floor(n / stride) outputs and the odd one at the start.
import numpy as np


def same_padding(n, k, stride=1):
    out = max(n // stride, 1)
    total = max((out - 1) * stride + k - n, 0)
    return total - total // 2, total // 2
