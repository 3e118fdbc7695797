# mistake: Fills the output as out[j, i], in (x, y) order like plot coordinates: it comes back transposed.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    nx = x.shape[1] - kw + 1
    ny = x.shape[0] - kh + 1
    out = np.zeros((nx, ny))
    for px in range(nx):
        for py in range(ny):
            out[px, py] = np.sum(x[py:py + kh, px:px + kw] * w)
    return out
