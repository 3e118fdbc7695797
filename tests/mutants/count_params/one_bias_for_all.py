# mistake: Counts one bias for the layer, not one for each filter.
import numpy as np


def count_params(c_in, c_out, k, bias=True, groups=1):
    kh, kw = (k, k) if isinstance(k, int) else k
    return c_out * (c_in // groups) * kh * kw + int(bias)
