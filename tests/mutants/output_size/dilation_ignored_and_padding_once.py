# mistake: Two mistakes: dilation has no effect, and the padding is counted once.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    if k > n + padding:
        raise ValueError("window too large")
    return (n + padding - k) // stride + 1
