# way: Right, but it prints, writes to stderr and warns at every call.
import sys
import warnings
import numpy as np


def corr1d(x, w):
    print("corr1d called with", len(x), "samples")
    warnings.warn("this is slow")
    y = []
    for n in range(len(x) - len(w) + 1):
        s = np.float64(0)
        for k in range(len(w)):
            s += x[n + k] * w[k]
        print("n =", n, "sum =", s, file=sys.stderr)
        y.append(s)
    return tuple(y)
