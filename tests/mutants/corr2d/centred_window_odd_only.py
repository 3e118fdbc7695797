# mistake: Centres the window with // 2 on both sides; for an even side the window is one too large.
import numpy as np


def corr2d(x, w):
    H, W = x.shape
    a, b = w.shape[0] // 2, w.shape[1] // 2
    out = []
    for r in range(a, H - a):
        out.append([np.sum(x[r-a:r+a+1, c-b:c+b+1] * w) for c in range(b, W - b)])
    return np.array(out)
