# way: A wheel turned by rng.uniform and walked through in plain Python.
import numpy as np


def stochastic_pool(x, k, rng):
    kh, kw = [k, k] if isinstance(k, int) else k
    N, C, H, W = x.shape
    out = np.zeros((N, C, H // kh, W // kw), dtype=float)
    for place in np.ndindex(*out.shape):
        n, c, i, j = place
        window = [float(v) for v in x[n, c, i * kh:(i + 1) * kh, j * kw:(j + 1) * kw].flat]
        left = rng.uniform(0.0, sum(window)) if sum(window) else 0.0
        chosen = 0.0
        for v in window:
            if v == 0:
                continue
            chosen = v
            if left < v:
                break
            left -= v
        out[place] = chosen
    return out
