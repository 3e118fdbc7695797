# mistake: Counts in uint8, which begins again at 0 after 255.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = np.zeros((classes, classes), dtype=np.uint8)
    np.add.at(m, (y_true, y_pred), 1)
    return m
