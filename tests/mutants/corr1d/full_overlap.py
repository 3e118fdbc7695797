# mistake: Pads with len(w) - 1 zeros on both sides, so partial overlaps are included ("full").
import numpy as np


def corr1d(x, w):
    K = len(w)
    z = np.zeros(K - 1)
    padded = np.concatenate((z, x, z))
    return np.array([np.dot(padded[i:i+K], w) for i in range(len(x) + K - 1)])
