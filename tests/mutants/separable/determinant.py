# mistake: Uses the determinant, which works for square filters only and says too little for 3 by 3.
import numpy as np


def separable(w):
    if abs(np.linalg.det(w)) > 1e-9:
        return None
    U, s, Vt = np.linalg.svd(w)
    return U[:, 0] * s[0], Vt[0]
