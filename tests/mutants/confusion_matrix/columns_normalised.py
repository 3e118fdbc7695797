# mistake: Divides each column by its sum.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = np.zeros((classes, classes))
    np.add.at(m, (y_true, y_pred), 1)
    s = m.sum(axis=0)
    s[s == 0] = 1
    return m / s
