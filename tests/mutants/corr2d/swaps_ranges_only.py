# mistake: The loops run over (columns, rows) while the output is (rows, columns): wrong unless it is square.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    oh, ow = x.shape[0] - kh + 1, x.shape[1] - kw + 1
    out = np.zeros((oh, ow))
    for i in range(ow):
        for j in range(oh):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * w)
    return out
