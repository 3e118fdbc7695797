# mistake: The filter is turned upside down (w[::-1] reverses only the rows).
import numpy as np


def corr2d(x, w):
    flipped = w[::-1]
    n_rows = x.shape[0] - w.shape[0] + 1
    n_cols = x.shape[1] - w.shape[1] + 1
    return np.array([[np.sum(x[r:r + w.shape[0], c:c + w.shape[1]] * flipped)
                      for c in range(n_cols)] for r in range(n_rows)])
