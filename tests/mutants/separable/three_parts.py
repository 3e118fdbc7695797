# mistake: Returns column, scale and row.
import numpy as np


def separable(w):
    u, s, vt = np.linalg.svd(w.astype(float))
    if len(s) > 1 and s[1] > 1e-9 * s[0]:
        return None
    return u[:, 0], s[0], vt[0]
