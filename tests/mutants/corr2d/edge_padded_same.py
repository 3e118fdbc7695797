# mistake: Repeats the border pixels so that the output has the size of the image.
import numpy as np


def corr2d(x, w):
    KH, KW = w.shape
    xp = np.pad(x, (((KH - 1) // 2, KH // 2), ((KW - 1) // 2, KW // 2)), mode="edge")
    y = np.zeros(x.shape)
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = np.sum(xp[i:i+KH, j:j+KW] * w)
    return y
