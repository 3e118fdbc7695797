# way: One multinomial trial for each window gives a one-hot mask.
import numpy as np


def stochastic_pool(x, k, rng):
    kh, kw = (k, k) if isinstance(k, int) else k
    rows, cols = x.shape[2] // kh, x.shape[3] // kw

    def draw(window):
        flat = window.astype(np.float64).ravel()
        s = flat.sum()
        return float(flat @ rng.multinomial(1, flat / s)) if s > 0 else 0.0

    return np.array([[[[draw(plane[r * kh:r * kh + kh, c * kw:c * kw + kw]) for c in range(cols)]
                       for r in range(rows)] for plane in image] for image in x])
