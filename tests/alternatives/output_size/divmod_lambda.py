# way: A nested lambda with divmod, the quotient is cast to int.
import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    rest = (lambda e: n + 2 * padding - e)(1 + (k - 1) * dilation)
    if rest < 0:
        raise ValueError("window too big: " + str(rest))
    q, _ = divmod(rest, stride)
    return int(q + 1)
