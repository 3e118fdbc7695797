# mistake: Two mistakes: it never returns None, and row and column are swapped.
import numpy as np


def separable(w):
    U, s, Vt = np.linalg.svd(w.astype(float))
    return Vt[0].copy(), U[:, 0] * s[0]
