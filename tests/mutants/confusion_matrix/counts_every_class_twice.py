# mistake: Adds the transposed matrix, so "a taken for b" and "b taken for a" are mixed.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = np.zeros((classes, classes), dtype=int)
    for t, p in zip(y_true, y_pred):
        m[t, p] += 1
        m[p, t] += 1
    return m
