# mistake: Takes the labels to begin at 1 and subtracts 1, so class 0 lands in the last row and column.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    cm = np.zeros((classes, classes), dtype=int)
    for t, p in zip(y_true, y_pred):
        cm[t - 1, p - 1] += 1
    return cm
