# way: Counts the start positions with range.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    last = n + padding + padding - dilation * (k - 1)
    starts = range(0, last, stride)
    if last <= 0:
        raise ValueError("window larger than the padded picture")
    return len(starts)
