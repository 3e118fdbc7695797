# mistake: The filter is reversed first, which makes it a convolution instead of a correlation.
import numpy as np


def corr1d(x, w):
    w_rev = w[::-1]              # convolution flips the kernel
    n_out = len(x) - len(w) + 1
    y = np.zeros(n_out)
    for n in range(n_out):
        y[n] = np.sum(x[n:n + len(w)] * w_rev)
    return y
