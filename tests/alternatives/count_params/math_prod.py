# way: math.prod over the shape.
import math

import numpy as np


def count_params(c_in, c_out, k, bias=True, groups=1):
    sides = [k] * 2 if not hasattr(k, "__iter__") else list(k)
    return math.prod([c_out, c_in // groups] + sides) + bool(bias) * c_out
