# mistake: The running sum is set to 0 once, before the loop, so each output contains all the earlier ones.
import numpy as np


def corr1d(x, w):
    res = []
    total = 0.0
    for start in range(len(x) - len(w) + 1):
        for k in range(len(w)):
            total = total + x[start + k] * w[k]
        res.append(total)
    return np.array(res)
