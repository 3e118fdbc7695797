# mistake: Compares the second singular value with a fixed 0.05, so small filters that are not separable pass.
import numpy as np


def separable(w):
    U, s, Vt = np.linalg.svd(w.astype(float))
    if len(s) > 1 and s[1] > 0.05:
        return None
    return U[:, 0] * s[0], Vt[0].copy()
