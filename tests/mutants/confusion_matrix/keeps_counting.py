# mistake: The matrix is a default argument, so every call adds to the counts of the earlier ones.
import numpy as np


def confusion_matrix(y_true, y_pred, classes, memory={}):
    m = memory.setdefault(classes, np.zeros((classes, classes), dtype=int))
    for t, p in zip(y_true, y_pred):
        m[t, p] += 1
    return m
