# way: Recursion: the first value, then the rest of the signal.
import numpy as np


def corr1d(x, w):
    if len(x) < len(w):
        return []
    first = 0.0
    for a, b in zip(x, w):
        first += float(a) * float(b)
    return [first] + list(corr1d(x[1:], w))
