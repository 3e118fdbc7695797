# mistake: Collects the results column by column but reshapes them row by row.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    oh, ow = x.shape[0] - kh + 1, x.shape[1] - kw + 1
    values = []
    for j in range(ow):
        for i in range(oh):
            values.append(np.sum(x[i:i+kh, j:j+kw] * w))
    return np.array(values).reshape(oh, ow)
