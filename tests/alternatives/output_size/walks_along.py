# way: Walks along with a while loop and counts the windows that fit.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    taps = [dilation * t for t in range(k)]
    start, count = -padding, 0
    while start + taps[-1] <= n + padding - 1:
        count += 1
        start += stride
    if count == 0:
        raise ValueError("no window fits")
    return count
