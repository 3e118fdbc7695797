# way: np.fromfunction with a vectorised helper for one output pixel; extra keyword with a default.
import numpy as np


def corr2d(x, w, verbose=False):
    KH, KW = w.shape

    @np.vectorize
    def pixel(i, j):
        return np.sum(x[int(i):int(i) + KH, int(j):int(j) + KW] * w, dtype=np.float64)

    y = np.fromfunction(pixel, (x.shape[0] - KH + 1, x.shape[1] - KW + 1))
    if verbose:
        print(y)
    return y
