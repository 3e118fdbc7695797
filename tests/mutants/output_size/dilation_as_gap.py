# mistake: Reads dilation as the number of zeros between the taps, k + (k - 1)*d.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    e = k + (k - 1) * dilation
    if e > n + 2 * padding:
        raise ValueError("window too large")
    return (n + 2 * padding - e) // stride + 1
