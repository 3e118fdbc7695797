# mistake: Two mistakes: it rounds up, and a window that does not fit raises nothing.
import math

import numpy as np


def output_size(n, k, stride=1, padding=0, dilation=1):
    return max(0, math.ceil((n + 2 * padding - dilation * (k - 1) - 1) / stride) + 1)
