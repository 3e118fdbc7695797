# mistake: Adds a row and a column of totals.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = np.zeros((classes + 1, classes + 1), dtype=int)
    for t, p in zip(y_true, y_pred):
        m[t, p] += 1
    m[:-1, -1] = m[:-1, :-1].sum(axis=1)
    m[-1, :] = m[:-1].sum(axis=0)
    return m
