# mistake: Uses = where += is needed, so each output is the product with the filter's last weight only.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    oh = x.shape[0] - kh + 1
    ow = x.shape[1] - kw + 1
    out = np.zeros((oh, ow))
    for i in range(oh):
        for j in range(ow):
            for u in range(kh):
                for v in range(kw):
                    out[i, j] = x[i + u, j + v] * w[u, v]
    return out
