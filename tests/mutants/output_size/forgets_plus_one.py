# mistake: Forgets the + 1.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    e = dilation * (k - 1) + 1
    if e > n + 2 * padding:
        raise ValueError("the window is larger than the picture")
    return (n + 2 * padding - e) // stride
