# way: functools.reduce with a lambda, numpy ints cast at the end.
import functools

import numpy as np


def count_params(c_in, c_out, k, bias=True, groups=1):
    area = functools.reduce(lambda p, q: p * q, np.ravel((k, k) if np.ndim(k) == 0 else k))
    return int(c_out * (area * c_in // groups + int(bool(bias))))
