# way: math.ceil and divmod.
import math

import numpy as np


def same_padding(n, k, stride=1):
    total = (math.ceil(n / stride) - 1) * stride + k - n
    half, odd = divmod(total if total > 0 else 0, 2)
    return (half, half + odd)
