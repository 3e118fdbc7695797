# mistake: Takes the first column of Vt, although np.linalg.svd returns V transposed.
import numpy as np


def separable(w):
    U, s, Vt = np.linalg.svd(w.astype(float))
    if len(s) > 1 and s[1] > 5e-7 * s[0]:
        return None
    return U[:, 0] * s[0], Vt[:, 0].copy()
