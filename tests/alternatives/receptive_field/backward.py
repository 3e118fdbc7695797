# way: Goes back from one output: size becomes (size - 1)*stride plus the dilated window.
import math

import numpy as np


def receptive_field(layers):
    size = 1
    for k, stride, dilation in layers[::-1]:
        size = (size - 1) * stride + dilation * (k - 1) + 1
    return size, math.prod(stride for _, stride, _ in layers)
