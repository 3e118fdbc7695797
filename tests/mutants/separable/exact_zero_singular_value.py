# mistake: Asks whether the second singular value is exactly 0.
import numpy as np


def separable(w):
    U, s, Vt = np.linalg.svd(w.astype(float))
    if len(s) > 1 and s[1] != 0:
        return None
    return U[:, 0] * s[0], Vt[0].copy()
