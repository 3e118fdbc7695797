# mistake: Multiplies the sum of the window by the sum of the filter, which is not the sum of the products.
import numpy as np


def corr1d(x, w):
    out = np.zeros(len(x) - len(w) + 1)
    for i in range(len(out)):
        out[i] = sum(x[i:i + len(w)]) * sum(w)
    return out
