# way: Works on the transposed arrays and transposes the result back, which leaves it in column order in memory.
import numpy as np
import itertools


def corr2d(x, w):
    xt, wt = x.T, w.T
    out = np.zeros((xt.shape[0] - wt.shape[0] + 1, xt.shape[1] - wt.shape[1] + 1))
    for a, b in itertools.product(*map(range, out.shape)):
        for c, d in itertools.product(*map(range, wt.shape)):
            out[a, b] += xt[a + c, b + d] * wt[c, d]
    return out.T
