# way: SVD, the singular value split evenly between the two.
import numpy as np


def separable(w):
    U, s, Vt = np.linalg.svd(np.asarray(w, dtype=float), full_matrices=False)
    if s.size > 1 and s[1] > 5e-7 * s[0]:
        return None
    root = np.sqrt(s[0])
    return root * U[:, 0], root * Vt[0]
