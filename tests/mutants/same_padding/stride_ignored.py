# mistake: Pads k - 1 in total as for stride 1.
import numpy as np


def same_padding(n, k, stride=1):
    total = k - 1
    return total // 2, total - total // 2
