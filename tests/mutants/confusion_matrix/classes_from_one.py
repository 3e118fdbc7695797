# mistake: The loops over the classes run from 1 to `classes`.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = []
    for r in range(1, classes + 1):
        m.append([int(np.sum((y_true == r) & (y_pred == c))) for c in range(1, classes + 1)])
    return np.array(m)
