# mistake: The output has the right length, but the loop stops one before the end and leaves a 0 there.
import numpy as np


def corr1d(x, w):
    N = x.shape[0]
    K = w.shape[0]
    result = np.zeros(N - K + 1)
    for i in range(N - K):
        result[i] = np.dot(x[i:i+K].astype(float), w.astype(float))
    return result
