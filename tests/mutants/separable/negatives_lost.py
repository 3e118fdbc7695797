# mistake: Takes the root of the absolute tap for both, so signs are lost.
import numpy as np


def separable(w):
    w = w.astype(float)
    if np.linalg.matrix_rank(w, rtol=5e-7) > 1:
        return None
    r, c = np.unravel_index(np.argmax(np.abs(w)), w.shape)
    m = np.sqrt(max(abs(w[r, c]), 1e-300))
    return w[:, c] / m, w[r] / m
