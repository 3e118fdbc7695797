# mistake: A filter of zeros has rank 0 and is refused.
import numpy as np


def separable(w):
    if np.linalg.matrix_rank(w) != 1:
        return None
    U, s, Vt = np.linalg.svd(w.astype(float))
    return U[:, 0] * s[0], Vt[0].copy()
