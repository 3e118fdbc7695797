# mistake: Two mistakes: the singular value is forgotten, and a filter of zeros gives None.
import numpy as np


def separable(w):
    U, s, Vt = np.linalg.svd(w.astype(float))
    if np.sum(s > 5e-7 * s[0]) != 1:
        return None
    return U[:, 0].copy(), Vt[0].copy()
