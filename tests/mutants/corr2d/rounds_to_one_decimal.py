# mistake: Rounds the results to one decimal, as the worked example prints them.
import numpy as np


def corr2d(x, w):
    H, W = x.shape
    kh, kw = w.shape
    y = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            y[i, j] = round(float((x[i:i+kh, j:j+kw] * w).sum()), 1)
    return y
