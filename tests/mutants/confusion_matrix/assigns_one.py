# mistake: Writes 1 into the cell instead of adding 1.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = np.zeros((classes, classes), dtype=int)
    for t, p in zip(y_true, y_pred):
        m[t, p] = 1
    return m
