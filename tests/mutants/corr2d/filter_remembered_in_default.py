# mistake: Stores the filter in a default argument at the first call and uses that one ever after.
import numpy as np


def corr2d(x, w, memory={}):
    if "w" not in memory:
        memory["w"] = w
    w = memory["w"]
    kh, kw = w.shape
    return np.array([[(x[i:i+kh, j:j+kw] * w).sum() for j in range(x.shape[1] - kw + 1)]
                     for i in range(x.shape[0] - kh + 1)])
