# mistake: Forgets the singular value, so the outer product has the wrong scale.
import numpy as np


def separable(w):
    U, s, Vt = np.linalg.svd(w.astype(float))
    if len(s) > 1 and s[1] > 5e-7 * s[0]:
        return None
    return U[:, 0].copy(), Vt[0].copy()
