# mistake: Takes argmax of the predictions, though they are labels already.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    labels = np.argmax(y_pred, axis=1)
    m = np.zeros((classes, classes), dtype=int)
    for t, p in zip(y_true, labels):
        m[t, p] += 1
    return m
