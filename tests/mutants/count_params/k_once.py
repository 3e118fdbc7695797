# mistake: Multiplies by k once, not by its square.
import numpy as np


def count_params(c_in, c_out, k, bias=True, groups=1):
    side = k if isinstance(k, int) else k[0] * k[1]
    return c_out * (c_in // groups) * side + (c_out if bias else 0)
