# mistake: Returns None and raises nothing when the window does not fit.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    e = dilation * (k - 1) + 1
    if e <= n + 2 * padding:
        return (n + 2 * padding - e) // stride + 1
