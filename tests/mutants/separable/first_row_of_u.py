# mistake: Takes the first row of U, not its first column.
import numpy as np


def separable(w):
    U, s, Vt = np.linalg.svd(w.astype(float))
    if len(s) > 1 and s[1] > 5e-7 * s[0]:
        return None
    return U[0] * s[0], Vt[0].copy()
