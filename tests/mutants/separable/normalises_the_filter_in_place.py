# mistake: Divides the filter itself by its largest tap, so the input is changed and the scale is lost.
import numpy as np


def separable(w):
    if w.dtype.kind != "f":
        w = w.astype(float)
    w /= max(np.abs(w).max(), 1e-300)
    U, s, Vt = np.linalg.svd(w)
    if len(s) > 1 and s[1] > 5e-7 * max(s[0], 1e-30):
        return None
    return U[:, 0] * s[0], Vt[0].copy()
