# mistake: Two mistakes: groups and bias are both ignored.
import numpy as np


def count_params(c_in, c_out, k, bias=True, groups=1):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_in * c_out * kh * kw
