# mistake: Takes the number of rows for the number of columns too.
import numpy as np


def pad2d(x, padding, mode="zero"):
    l, r, t, b = (padding,) * 4 if isinstance(padding, int) else padding
    n = x.shape[0]
    i, j = np.arange(-t, n + b), np.arange(-l, n + r)
    if mode == "zero":
        y = np.zeros((len(i), len(j)), dtype=x.dtype)
        y[t:t+n, l:l+n] = x
        return y
    if mode == "edge":
        return x[np.ix_(np.clip(i, 0, n-1), np.clip(j, 0, n-1))]
    if mode == "reflect":
        return x[np.ix_(n-1-abs(n-1-abs(i)), n-1-abs(n-1-abs(j)))]
    if mode == "wrap":
        return x[np.ix_(i % n, j % n)]
    raise ValueError("mode?")
