# mistake: Multiplies the window by the filter but never adds the products up.
import numpy as np


def corr1d(x, w):
    m = len(w)
    windows = []
    for i in range(len(x) - m + 1):
        windows.append(x[i:i+m] * w)
    return np.array(windows)
