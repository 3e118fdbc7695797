# way: Adds one at the end, then one at the start, and so on until the last window fits.
import numpy as np


def same_padding(n, k, stride=1):
    last_start = ((n + stride - 1) // stride - 1) * stride
    before = after = 0
    while before + n + after < last_start + k:
        if after == before:
            after += 1
        else:
            before += 1
    return before, after
