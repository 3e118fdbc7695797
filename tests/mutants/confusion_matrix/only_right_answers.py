# mistake: Counts the right answers only: everything off the diagonal stays 0.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = np.zeros((classes, classes), dtype=int)
    for t, p in zip(y_true, y_pred):
        if t == p:
            m[t, p] += 1
    return m
