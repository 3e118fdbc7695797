# mistake: Writes the results into the image itself to save memory, so the caller's picture is destroyed.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    oh = x.shape[0] - kh + 1
    ow = x.shape[1] - kw + 1
    # pixel (i, j) is only used by windows that came before, so it can be overwritten
    for i in range(oh):
        for j in range(ow):
            x[i, j] = np.sum(x[i:i+kh, j:j+kw] * w)
    return x[:oh, :ow]
