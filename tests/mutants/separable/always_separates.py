# mistake: Never returns None: it gives the best rank-one filter.
import numpy as np


def separable(w):
    U, s, Vt = np.linalg.svd(w.astype(float))
    return U[:, 0] * s[0], Vt[0].copy()
