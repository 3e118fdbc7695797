# mistake: m[y_true, y_pred] += 1 counts a pair once, however often it comes.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = np.zeros((classes, classes), dtype=int)
    m[y_true, y_pred] += 1
    return m
