# mistake: A variable named sum hides the built-in function, which is then called.
import numpy as np


def corr1d(x, w):
    sum = 0
    out = []
    for i in range(len(x) - len(w) + 1):
        products = [x[i + k] * w[k] for k in range(len(w))]
        out.append(sum(products))
    return np.array(out)
