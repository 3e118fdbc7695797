# mistake: Takes the first column and the first row and forgets to divide by the corner.
import numpy as np


def separable(w):
    if np.linalg.matrix_rank(w) > 1:
        return None
    return w[:, 0].astype(float), w[0].astype(float)
