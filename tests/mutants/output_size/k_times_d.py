# mistake: Takes k*d for the size of the dilated window.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    e = k * dilation
    if e > n + 2 * padding:
        raise ValueError("window too large")
    return (n + 2 * padding - e) // stride + 1
