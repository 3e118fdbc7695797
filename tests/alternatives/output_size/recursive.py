# way: Recursion: one output, and the outputs of what is left after a step.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    if padding or dilation != 1:
        return output_size(n + 2 * padding, (k - 1) * dilation + 1, stride)
    if k > n:
        raise ValueError("window exceeds the input")
    if n - stride < k:
        return 1
    return 1 + output_size(n - stride, k, stride)
