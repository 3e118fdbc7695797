# way: A loop over pairs that counts one by one, in an integer array.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = np.zeros((classes, classes), dtype=int)
    for t, p in zip(y_true, y_pred):
        m[t, p] += 1
    return m
