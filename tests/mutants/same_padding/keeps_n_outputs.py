# mistake: Pads so that n outputs come out even with a stride.
import numpy as np


def same_padding(n, k, stride=1):
    total = max((n - 1) * stride + k - n, 0)
    return total // 2, total - total // 2
