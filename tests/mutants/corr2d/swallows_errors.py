# mistake: A try/except hides the IndexError of windows beyond the border, and half sums are stored there.
import numpy as np


def corr2d(x, w):
    y = np.zeros(x.shape)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            try:
                for u in range(w.shape[0]):
                    for v in range(w.shape[1]):
                        y[i, j] += x[i + u, j + v] * w[u, v]
            except IndexError:
                pass
    return y
