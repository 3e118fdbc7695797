# mistake: Moves by 1 and not by k.
import numpy as np


def stochastic_pool(x, k, rng):
    kh, kw = (k, k) if isinstance(k, int) else k
    N, C, H, W = x.shape
    OH, OW = H - kh + 1, W - kw + 1
    out = np.zeros((N, C, OH, OW))
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    win = x[n, c, i:i + kh, j:j + kw].astype(float).ravel()
                    total = win.sum()
                    if total == 0:
                        continue
                    out[n, c, i, j] = rng.choice(win, p=win / total)
    return out
