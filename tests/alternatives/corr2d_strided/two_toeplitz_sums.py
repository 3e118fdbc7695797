# way: For each filter row a banded matrix acts on the columns; rows are added.
import numpy as np


def _band(n, taps, step):
    m = (n - len(taps)) // step + 1
    B = np.zeros((n, m))
    for j in range(m):
        B[j * step:j * step + len(taps), j] = taps
    return B

def corr2d_strided(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    z = np.zeros((ph, x.shape[1]))
    xp = np.vstack([z, x, z])
    z = np.zeros((xp.shape[0], pw))
    xp = np.hstack([z, xp, z])
    OH = (xp.shape[0] - w.shape[0]) // sh + 1
    total = 0
    for u in range(w.shape[0]):
        rows = xp[u:u + (OH - 1) * sh + 1:sh]
        total = total + rows @ _band(xp.shape[1], w[u], sw)
    return total
