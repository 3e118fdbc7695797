# mistake: np.ceil and np.floor give floats where ints are asked for.
import numpy as np


def same_padding(n, k, stride=1):
    out = np.ceil(n / stride)
    total = np.maximum((out - 1) * stride + k - n, 0)
    before = np.floor(total / 2)
    return before, total - before
