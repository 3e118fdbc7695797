# mistake: The parameters are declared as (w, x), so the call corr1d(x, w) slides the signal over the filter.
import numpy as np


def corr1d(w, x):
    out = np.zeros(len(x) - len(w) + 1)
    for i in range(len(out)):
        out[i] = np.sum(x[i:i + len(w)] * w)
    return out
