# mistake: Returns each row in percent, rounded.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = np.zeros((classes, classes))
    for t, p in zip(y_true, y_pred):
        m[t, p] += 1
    return np.round(100 * m / np.maximum(m.sum(axis=1, keepdims=True), 1))
