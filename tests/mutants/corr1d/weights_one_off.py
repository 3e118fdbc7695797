# mistake: Reads w[k - 1], so the last weight meets the first sample of each window.
import numpy as np


def corr1d(x, w):
    out = []
    for n in range(len(x) - len(w) + 1):
        out.append(sum(x[n + k] * w[k - 1] for k in range(len(w))))
    return out
