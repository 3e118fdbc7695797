# mistake: The result is printed, not returned.
import numpy as np


def corr1d(x, w):
    out = np.zeros(len(x) - len(w) + 1)
    for i in range(out.size):
        out[i] = (x[i:i + w.size] * w).sum()
    print(out)
