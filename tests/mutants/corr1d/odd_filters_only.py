# mistake: Works from the middle of the window with len(w) // 2 on both sides, which fits filters of odd length only.
import numpy as np


def corr1d(x, w):
    half = len(w) // 2
    y = []
    for centre in range(half, len(x) - half):
        y.append(np.sum(x[centre - half: centre + half + 1] * w))
    return np.array(y)
