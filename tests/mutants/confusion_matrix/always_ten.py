# mistake: Ten classes are written into the code.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    cm = np.zeros((10, 10), dtype=int)
    for k in range(len(y_true)):
        cm[y_true[k], y_pred[k]] += 1
    return cm
