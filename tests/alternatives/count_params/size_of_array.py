# way: Makes the arrays and asks for their size.
import numpy as np


def count_params(c_in, c_out, k, bias=True, groups=1):
    kh, kw = np.broadcast_to(k, 2).tolist()
    w = np.empty((c_out, c_in // groups, kh, kw), dtype=bool)
    b = np.empty(c_out if bias else 0)
    return w.size + b.size
