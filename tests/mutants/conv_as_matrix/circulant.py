# mistake: Wraps round at the borders: each row is the row above rolled by one.
import numpy as np


def conv_as_matrix(w, h, width):
    KH, KW = w.shape
    OH, OW = h - KH + 1, width - KW + 1
    first = np.zeros((h, width))
    first[:KH, :KW] = w
    first = first.ravel()
    return np.array([np.roll(first, r) for r in range(OH * OW)])
