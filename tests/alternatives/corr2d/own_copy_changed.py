# way: Changes arrays in place, but only its own copies, and keeps a harmless global counter of calls.
import numpy as np

calls = 0


def corr2d(x, w):
    global calls
    calls += 1
    work = np.array(x, dtype=float)
    taps = w.astype(float).copy()
    oh, ow = x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1
    for i in range(oh):
        for j in range(ow):
            work[i, j] = (work[i:i + w.shape[0], j:j + w.shape[1]] * taps).sum()
    taps *= 0
    return work[:oh, :ow]
