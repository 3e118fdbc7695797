# mistake: Returns (KH, 1) and (1, KW) arrays, not 1-D ones.
import numpy as np


def separable(w):
    U, s, Vt = np.linalg.svd(w.astype(float))
    if len(s) > 1 and s[1] > 5e-7 * s[0]:
        return None
    return U[:, :1] * s[0], Vt[:1].copy()
