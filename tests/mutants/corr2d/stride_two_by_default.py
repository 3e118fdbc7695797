# mistake: Moves the window by two pixels because the default stride is 2.
import numpy as np


def corr2d(x, w, stride=2):
    kh, kw = w.shape
    return np.array([[np.sum(x[i:i+kh, j:j+kw] * w) for j in range(0, x.shape[1] - kw + 1, stride)]
                     for i in range(0, x.shape[0] - kh + 1, stride)])
