# way: while loops with counters, appending rows, np.asarray at the end.
import numpy as np


def corr2d(x, w):
    res = []
    i = 0
    while i + w.shape[0] <= x.shape[0]:
        res.append([])
        j = 0
        while j + w.shape[1] <= x.shape[1]:
            res[-1].append((x[i:i + w.shape[0], j:j + w.shape[1]] * w).sum())
            j += 1
        i += 1
    return np.asarray(res)
