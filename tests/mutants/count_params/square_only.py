# mistake: Takes k*k and fails for a pair.
import numpy as np


def count_params(c_in, c_out, k, bias=True, groups=1):
    return c_out * (c_in // groups) * k ** 2 + (c_out if bias else 0)
