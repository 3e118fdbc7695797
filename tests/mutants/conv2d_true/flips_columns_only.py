# mistake: Only np.fliplr is used: the rows of the filter are not flipped.
import numpy as np


def conv2d_true(x, w):
    k = np.fliplr(w)
    out = np.zeros((x.shape[0] - k.shape[0] + 1, x.shape[1] - k.shape[1] + 1))
    for r in range(out.shape[0]):
        for c in range(out.shape[1]):
            out[r, c] = (x[r:r+k.shape[0], c:c+k.shape[1]] * k).sum()
    return out
