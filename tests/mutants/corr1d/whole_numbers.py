# mistake: Turns every product into an int before it is added.
import numpy as np


def corr1d(x, w):
    y = []
    for i in range(len(x) - len(w) + 1):
        t = 0
        for j in range(len(w)):
            t += int(x[i + j] * w[j])
        y.append(t)
    return y
