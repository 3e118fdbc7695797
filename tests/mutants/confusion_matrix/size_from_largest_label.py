# mistake: The size comes from the largest true label instead of `classes`.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    n = max(y_true) + 1
    m = np.zeros((n, n), dtype=int)
    for t, p in zip(y_true, y_pred):
        m[t, p] += 1
    return m
