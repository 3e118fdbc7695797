# mistake: Adds 0.1 to every value so that no sum is zero, which changes the probabilities.
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
                    p = win + 0.1 * max(total, 1)
                    out[n, c, i, j] = rng.choice(win, p=p / p.sum())
    return out
