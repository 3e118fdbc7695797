# mistake: Draws one number for each position and uses it in every channel and picture.
import numpy as np


def stochastic_pool(x, k, rng):
    kh, kw = (k, k) if isinstance(k, int) else k
    N, C, H, W = x.shape
    r = rng.random((H // kh, W // kw))
    out = np.zeros((N, C, H // kh, W // kw))
    for n, c, i, j in np.ndindex(*out.shape):
        win = x[n, c, i*kh:(i+1)*kh, j*kw:(j+1)*kw].astype(float).ravel()
        if win.sum() > 0:
            out[n, c, i, j] = win[np.searchsorted(np.cumsum(win), r[i, j] * win.sum(), side="right")]
    return out
