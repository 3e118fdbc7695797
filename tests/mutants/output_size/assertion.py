# mistake: Uses assert, so the error is an AssertionError and not a ValueError.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    e = dilation * (k - 1) + 1
    assert e <= n + 2 * padding, "window too large"
    return (n + 2 * padding - e) // stride + 1
