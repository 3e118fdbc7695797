# mistake: Takes the middle row and column and divides by the middle tap, which is 0 for Sobel.
import numpy as np


def separable(w):
    w = w.astype(float)
    a, b = w.shape[0] // 2, w.shape[1] // 2
    column, row = w[:, b].copy(), w[a] / w[a, b]
    return (column, row) if np.allclose(np.outer(column, row), w) else None
