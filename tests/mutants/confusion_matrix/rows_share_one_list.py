# mistake: [[0] * n] * n makes n times the same row, so every count appears in all rows.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = [[0] * classes] * classes
    for t, p in zip(y_true, y_pred):
        m[t][p] += 1
    return np.array(m)
