# mistake: Forgets that a filter has c_in channels.
import numpy as np


def count_params(c_in, c_out, k, bias=True, groups=1):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_out * kh * kw + (c_out if bias else 0)
