# way: rng.choice with probabilities for each window.
import numpy as np


def stochastic_pool(x, k, rng):
    kh, kw = (k, k) if isinstance(k, int) else k
    N, C, H, W = x.shape
    out = np.zeros((N, C, H // kh, W // kw))
    for n in range(N):
        for c in range(C):
            for i in range(H // kh):
                for j in range(W // kw):
                    values = x[n, c, i * kh:(i + 1) * kh, j * kw:(j + 1) * kw].astype(float).ravel()
                    if values.any():
                        out[n, c, i, j] = rng.choice(values, p=values / values.sum())
    return out
