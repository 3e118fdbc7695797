# mistake: Computes in float16 to save memory: about three digits are left and large sums overflow.
import numpy as np


def corr2d(x, w):
    x = x.astype(np.float16)
    w = w.astype(np.float16)
    kh, kw = w.shape
    y = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1), dtype=np.float16)
    for u in range(kh):
        for v in range(kw):
            y += x[u:u + y.shape[0], v:v + y.shape[1]] * w[u, v]
    return y
