# way: Recursion over the rows of the output; a helper does one row.
import numpy as np


def one_row(strip, w):
    k = w.shape[1]
    return [float(np.sum(strip[:, j:j + k] * w)) for j in range(strip.shape[1] - k + 1)]


def corr2d(x, w):
    if x.shape[0] == w.shape[0]:
        return [one_row(x, w)]
    return [one_row(x[: w.shape[0]], w)] + corr2d(x[1:], w)
