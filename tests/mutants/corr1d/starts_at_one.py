# mistake: Counts positions from 1, as on paper, so the first window is missed and the last runs over the end.
import numpy as np


def corr1d(x, w):
    N, K = len(x), len(w)
    y = np.zeros(N - K + 1)
    for n in range(1, N - K + 2):
        acc = 0
        for k in range(K):
            acc += x[n + k] * w[k]
        y[n - 1] = acc
    return y
