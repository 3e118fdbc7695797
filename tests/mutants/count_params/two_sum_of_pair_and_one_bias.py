# mistake: Two mistakes: the sides of a pair are added, and there is one bias for the layer.
import numpy as np


def count_params(c_in, c_out, k, bias=True, groups=1):
    area = k * k if isinstance(k, int) else k[0] + k[1]
    return c_out * (c_in // groups) * area + (1 if bias else 0)
