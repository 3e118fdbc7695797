# mistake: Uses np.roll, so windows that leave the image go on at its other side, and the output is not cropped.
import numpy as np


def corr2d(x, w):
    y = np.zeros(x.shape)
    for u in range(w.shape[0]):
        for v in range(w.shape[1]):
            shifted = np.roll(x, (-u, -v), axis=(0, 1))
            y = y + w[u, v] * shifted
    return y
