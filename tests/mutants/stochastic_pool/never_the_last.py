# mistake: Draws with a cumulative sum but one place too early: the last value never comes.
import numpy as np


def stochastic_pool(x, k, rng):
    kh, kw = (k, k) if isinstance(k, int) else k
    N, C, H, W = x.shape
    out = np.zeros((N, C, H // kh, W // kw))
    for n, c, i, j in np.ndindex(*out.shape):
        win = x[n, c, i*kh:(i+1)*kh, j*kw:(j+1)*kw].astype(float).ravel()
        if win.sum() > 0:
            t = np.searchsorted(np.cumsum(win), rng.random() * win.sum(), side="right")
            out[n, c, i, j] = win[t - 1]
    return out
