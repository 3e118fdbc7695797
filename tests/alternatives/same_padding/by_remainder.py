# way: The remainder of n by the stride decides, as TensorFlow's documents put it.
import numpy as np


def same_padding(n, k, stride=1):
    if n % stride == 0:
        total = k - stride
    else:
        total = k - n % stride
    if total < 0:
        total = 0
    return total >> 1, (total + 1) >> 1
