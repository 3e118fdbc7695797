# mistake: Returns the sum of the window.
import numpy as np


def stochastic_pool(x, k, rng):
    kh, kw = (k, k) if isinstance(k, int) else k
    N, C, H, W = x.shape
    OH, OW = H // kh, W // kw
    out = np.zeros((N, C, OH, OW))
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    win = x[n, c, i * kh:(i + 1) * kh, j * kw:(j + 1) * kw].astype(float).ravel()
                    total = win.sum()
                    if total == 0:
                        continue
                    out[n, c, i, j] = total
    return out
