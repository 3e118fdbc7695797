# mistake: Accepts a product that is off by up to five hundredths.
import numpy as np


def separable(w):
    u, s, vt = np.linalg.svd(w.astype(float))
    if len(s) > 1 and s[1] > 0.05 * s[0]:
        return None
    return u[:, 0] * s[0], vt[0]
