# way: A generator helper that yields the windows; zip and sum do the rest.
import numpy as np


def windows(seq, size):
    start = 0
    while start + size <= len(seq):
        yield seq[start:start + size]
        start += 1


def corr1d(x, w):
    return np.fromiter((sum(a * b for a, b in zip(win, w)) for win in windows(x, len(w))), dtype=float)
