# mistake: The size 3 of the example is written into the code.
import numpy as np


def corr2d(x, w):
    H, W = x.shape
    y = np.zeros((H - 2, W - 2))
    for i in range(H - 2):
        for j in range(W - 2):
            y[i, j] = np.sum(x[i:i+3, j:j+3] * w)
    return y
