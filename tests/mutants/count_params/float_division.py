# mistake: c_in / groups makes a float.
import numpy as np


def count_params(c_in, c_out, k, bias=True, groups=1):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_out * c_in / groups * kh * kw + (c_out if bias else 0)
