# mistake: Two at once: zeros above and to the left only, and the window moves on by one pixel.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    big = np.zeros((x.shape[0] + ph, x.shape[1] + pw))
    big[ph:, pw:] = x
    rows = big.shape[0] - w.shape[0] + 1
    columns = big.shape[1] - w.shape[1] + 1
    z = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            z[i, j] = (big[i:i + w.shape[0], j:j + w.shape[1]] * w).sum()
    return z
