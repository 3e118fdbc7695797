# mistake: Compares the window with n and forgets the padding when it decides on the error.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    e = dilation * (k - 1) + 1
    if e > n:
        raise ValueError("window too large")
    return (n + 2 * padding - e) // stride + 1
