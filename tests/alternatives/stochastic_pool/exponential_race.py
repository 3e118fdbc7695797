# way: Each pixel waits an exponential time divided by its value, the first one wins.
import numpy as np


def stochastic_pool(x, k, rng):
    kh, kw = (k, k) if isinstance(k, int) else k
    v = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::kh, ::kw]
    v = v.reshape(v.shape[:4] + (-1,)).astype(float)
    wait = np.full(v.shape, np.inf)
    np.divide(rng.exponential(size=v.shape), v, out=wait, where=v > 0)
    first = wait.argmin(axis=-1)
    return np.take_along_axis(v, np.expand_dims(first, -1), -1).squeeze(-1)
