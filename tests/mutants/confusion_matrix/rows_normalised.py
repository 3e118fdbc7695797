# mistake: Divides each row by its sum: these are rates, not counts.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = np.zeros((classes, classes))
    for t, p in zip(y_true, y_pred):
        m[t, p] += 1
    total = m.sum(axis=1, keepdims=True)
    total[total == 0] = 1
    return m / total
