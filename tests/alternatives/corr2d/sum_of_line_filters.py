# way: A 2-D filter is a sum of 1-D filters, one for each of its rows.
import numpy as np


def line(signal, taps):
    n = len(signal) - len(taps) + 1
    y = np.zeros(n)
    for k in range(len(taps)):
        y = y + taps[k] * signal[k:k + n]
    return y


def corr2d(x, w):
    OH = x.shape[0] - w.shape[0] + 1
    rows = []
    for i in range(OH):
        row = 0
        for u in range(w.shape[0]):
            row = row + line(x[i + u], w[u])
        rows.append(row)
    return np.stack(rows)
