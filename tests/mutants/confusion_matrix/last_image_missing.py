# mistake: The loop ends one too early, so the last image is not counted.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = np.zeros((classes, classes), dtype=int)
    for i in range(len(y_true) - 1):
        m[y_true[i], y_pred[i]] += 1
    return m
