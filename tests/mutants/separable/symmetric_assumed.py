# mistake: Thinks that column and row are the same vector.
import numpy as np


def separable(w):
    U, s, Vt = np.linalg.svd(w.astype(float))
    if len(s) > 1 and s[1] > 5e-7 * max(s[0], 1e-30):
        return None
    v = U[:, 0] * np.sqrt(s[0])
    return v, v.copy()
