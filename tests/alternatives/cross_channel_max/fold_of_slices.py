# way: Every r-th channel from each start, folded with np.maximum.
from functools import reduce

import numpy as np


def cross_channel_max(x, groups):
    r = x.shape[1] // groups
    return reduce(np.maximum, (x[:, c::r].copy() for c in range(r)))
