# mistake: Never raises a ValueError; a window that is too large gives 0 or a negative number.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1
