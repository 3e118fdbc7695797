# mistake: The window jumps by its own length instead of by one.
import numpy as np


def corr1d(x, w):
    # cut the signal in pieces as long as the filter
    pieces = []
    for i in range(0, len(x) - len(w) + 1, len(w)):
        pieces.append((x[i:i + len(w)] * w).sum())
    return np.array(pieces)
