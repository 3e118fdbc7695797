# mistake: Multiplies the weights by the number of places of a 28 by 28 picture.
import numpy as np


def count_params(c_in, c_out, k, bias=True, groups=1):
    kh, kw = (k, k) if isinstance(k, int) else k
    places = (28 - kh + 1) * (28 - kw + 1)
    return places * c_out * (c_in // groups) * kh * kw + (c_out if bias else 0)
