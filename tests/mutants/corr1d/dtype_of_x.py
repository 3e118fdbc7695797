# mistake: The output array has x's data type: with an integer signal, fractions are cut off and uint8 wraps around.
import numpy as np


def corr1d(x, w):
    out = np.zeros(len(x) - len(w) + 1, dtype=x.dtype)
    for i in range(len(out)):
        for j in range(len(w)):
            out[i] += x[i + j] * w[j]
    return out
