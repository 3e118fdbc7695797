# mistake: Multiplies n by the dilation; the picture stays as it is.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    if k > n * dilation + 2 * padding:
        raise ValueError("window too large")
    return (n * dilation + 2 * padding - k) // stride + 1
