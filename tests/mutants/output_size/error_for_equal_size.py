# mistake: Raises already when the window is just as large as the padded side.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    e = dilation * (k - 1) + 1
    if e >= n + 2 * padding:
        raise ValueError("window too large")
    return (n + 2 * padding - e) // stride + 1
