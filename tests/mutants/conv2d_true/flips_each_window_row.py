# mistake: Reverses the columns of each window only: half a flip, done on the image side.
import numpy as np


def conv2d_true(x, w):
    KH, KW = w.shape
    y = np.zeros((x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            patch = x[i:i+KH, j:j+KW]
            y[i, j] = np.sum(patch[:, ::-1] * w)
    return y
