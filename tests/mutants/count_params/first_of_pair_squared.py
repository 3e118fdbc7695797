# mistake: Squares the first number of a pair.
import numpy as np


def count_params(c_in, c_out, k, bias=True, groups=1):
    k = k if isinstance(k, int) else k[0]
    return c_out * (c_in // groups) * k * k + (c_out if bias else 0)
