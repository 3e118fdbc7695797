# mistake: Divides by the sum of an empty window and fails or gives nan.
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
                    out[n, c, i, j] = rng.choice(win, p=win / total)
    return out
