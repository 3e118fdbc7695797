# mistake: Checks that rows 0 and 1 are parallel and never looks at the others.
import numpy as np


def separable(w):
    w = w.astype(float)
    if not w.any():
        return np.zeros(w.shape[0]), np.zeros(w.shape[1])
    if np.linalg.matrix_rank(w[:2], rtol=5e-7) > 1:
        return None
    r, c = np.unravel_index(np.argmax(np.abs(w)), w.shape)
    return w[:, c] / w[r, c], w[r].copy()
