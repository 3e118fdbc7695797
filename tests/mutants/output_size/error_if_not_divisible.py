# mistake: Raises a ValueError whenever the stride does not divide, which the contract does not ask for.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    rest = n + 2 * padding - dilation * (k - 1) - 1
    if rest < 0 or rest % stride:
        raise ValueError("does not fit")
    return rest // stride + 1
