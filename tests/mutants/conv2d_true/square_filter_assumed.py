# mistake: Uses the filter's number of rows for its columns too.
import numpy as np


def conv2d_true(x, w):
    n = w.shape[0]
    k = np.rot90(w, 2)
    y = np.zeros((x.shape[0] - n + 1, x.shape[1] - n + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = np.sum(x[i:i+n, j:j+n] * k)
    return y
