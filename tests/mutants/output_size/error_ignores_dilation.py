# mistake: Compares k, not the dilated window, with the padded side.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    if k > n + 2 * padding:
        raise ValueError("window too large")
    return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1
