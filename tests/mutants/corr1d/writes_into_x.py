# mistake: Saves memory by writing the results into x itself, which changes the caller's array.
import numpy as np


def corr1d(x, w):
    # x[i] is not needed any more once window i is done, so put the answer there
    n = len(x) - len(w) + 1
    for i in range(n):
        x[i] = (x[i:i + len(w)] * w).sum()
    return x[:n]
