# mistake: Rows are the predictions and columns the truth: the matrix is transposed.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = np.zeros((classes, classes), dtype=int)
    for t, p in zip(y_true, y_pred):
        m[p, t] += 1
    return m
