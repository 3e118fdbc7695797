# mistake: Uses k - stride, which is right only if the stride divides n.
import numpy as np


def same_padding(n, k, stride=1):
    total = max(k - stride, 0)
    return total // 2, total - total // 2
