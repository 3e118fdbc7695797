# way: Adds one shifted copy of the whole image for each weight.
import numpy as np


def corr2d(x, w):
    h = x.shape[0] - w.shape[0] + 1
    b = x.shape[1] - w.shape[1] + 1
    out = np.zeros((h, b))
    for (u, v), weight in np.ndenumerate(w):
        out += weight * x[u:u+h, v:v+b]
    return out
