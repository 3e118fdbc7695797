# mistake: Two at once: rows are the predictions, and each row is divided by its sum.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = np.zeros((classes, classes))
    for i in range(classes):
        for j in range(classes):
            m[i, j] = np.sum((y_pred == i) & (y_true == j))
    return m / np.maximum(m.sum(axis=1, keepdims=True), 1)
