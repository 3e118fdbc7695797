# mistake: Counts from the last class to the first, so the matrix is turned by half a turn.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = np.zeros((classes, classes), dtype=int)
    for t, p in zip(y_true, y_pred):
        m[-t - 1, -p - 1] += 1
    return m
