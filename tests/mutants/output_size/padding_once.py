# mistake: Counts the padding once; it lies on both sides.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    e = dilation * (k - 1) + 1
    if e > n + padding:
        raise ValueError("window too large")
    return (n + padding - e) // stride + 1
