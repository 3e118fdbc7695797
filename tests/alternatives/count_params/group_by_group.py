# way: Counts each group by itself by recursion and adds.
import numpy as np


def count_params(c_in, c_out, k, bias=True, groups=1):
    if groups > 1:
        return sum(count_params(c_in // groups, c_out // groups, k, bias) for _ in range(groups))
    area = k * k if isinstance(k, int) else k[0] * k[1]
    per_filter = c_in * area + (1 if bias else 0)
    return c_out * per_filter
